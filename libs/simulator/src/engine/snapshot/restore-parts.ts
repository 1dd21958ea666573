import type { NumberSettings } from '../account/number-settings.js';
import type { Call } from '../calls/call-book.js';
import { checkOrder } from '../faults/check-order.js';
import type { OrderedFault } from '../faults/fault-order.js';
import type { AcceptedReadReceipt } from '../messages/accepted-message.js';
import type { SimulatorState } from '../state/simulator-state.js';
import { dateOf, personOf, type RestoredPeople } from './restore.js';
import type {
  CallSnapshot,
  CountsSnapshot,
  FaultSnapshot,
  NumberSettingsSnapshot,
  ReadReceiptSnapshot,
  SettingsSnapshot,
  UploadsSnapshot,
} from './snapshot-parts.js';

/** A fault. @throws Error for an order that makes no sense */
export function restoreFault({ left, ...fault }: FaultSnapshot): OrderedFault {
  checkOrder(fault.order);
  return { ...fault, left: left ?? Infinity };
}

/** A call. @throws Error for a person that the snapshot does not have */
export function restoreCall(
  { personId, ...call }: CallSnapshot,
  place: number,
  people: RestoredPeople,
): Call {
  return {
    ...call,
    webhookIds: [...call.webhookIds],
    person: personOf(people, personId, `calls/${place}/personId`),
  };
}

/** A read receipt. @throws Error for a time that is none */
export function restoreReceipt(
  { acceptedAt, ...receipt }: ReadReceiptSnapshot,
  place: number,
): AcceptedReadReceipt {
  return { ...receipt, acceptedAt: dateOf(acceptedAt, `readReceipts/${place}/acceptedAt`) };
}

/** Replaces the settings of the account and its numbers. */
export function putSettings({ settings }: SimulatorState, snapshot: SettingsSnapshot): void {
  settings.clear();
  settings.insightsEnabled = snapshot.insightsEnabled;
  settings.marketingDisabled = snapshot.marketingDisabled;
  Object.assign(settings.further, snapshot.further);
  for (const { phoneNumberId, ...number } of snapshot.numbers) {
    settings.put(phoneNumberId, restoreSettings(number));
  }
}

/** Uploads, in place of all that there are. */
export function putUploads({ uploads }: SimulatorState, { sessions, files }: UploadsSnapshot): void {
  uploads.clear();
  for (const session of sessions) uploads.putSession(withBytes(session));
  for (const file of files) uploads.putFile(withBytes(file));
}

/** Replaces the counts for limits; people who are not there are left out. */
export function putCounts(state: SimulatorState, counts: CountsSnapshot, people: RestoredPeople): void {
  const { reachedUsers, marketing, traffic, flows } = state;
  reachedUsers.clear();
  marketing.clear();
  traffic.clear();
  for (const { id, at } of counts.reached) {
    const person = people.get(id);
    if (person && at[0] !== undefined) reachedUsers.note(person, at[0]);
  }
  for (const { id, at } of counts.marketing) {
    const person = people.get(id);
    if (person) marketing.put(person, at);
  }
  for (const { id, at } of counts.traffic) for (const time of at) traffic.note(id, time);
  for (const { id, at } of counts.flows) flows.putMessages(id, at);
}

function restoreSettings({
  qrCodes,
  syncs,
  ...settings
}: Omit<NumberSettingsSnapshot, 'phoneNumberId'>): NumberSettings {
  return {
    ...settings,
    // JSON has no undefined: what was left out has no member any more.
    publicKey: settings.publicKey,
    officialAccount: settings.officialAccount,
    compliance: settings.compliance,
    username: settings.username,
    pin: settings.pin,
    registrations: [...settings.registrations],
    qrCodes: new Map(qrCodes.map((code) => [code.code, code])),
    syncs: new Set(syncs),
  };
}

function withBytes<T extends { readonly base64: string }>({ base64, ...item }: T) {
  return { ...item, bytes: Buffer.from(base64, 'base64') };
}
