import { GraphApiError } from '../errors/graph-api.error.js';
import type { MessageRecord } from '../history/message-record.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import { messageValue } from '../payloads/message-value.js';
import { seconds } from '../payloads/identity.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';

/** The data that can be asked for once a number of the WhatsApp Business app has come to the Cloud API too. */
export type SyncType = 'history' | 'smb_app_state_sync';

/** Tells the business what its app on the phone knows: the people it talks with, and what has been said. */
export class BusinessAppSync {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
  ) {}

  /**
   * Sends what is asked for by webhook.
   * @returns the request's id
   * @throws GraphApiError 2593107 for the second request of a kind
   */
  request(number: PhoneNumberEntry, type: SyncType): string {
    const { syncs } = this.state.settings.of(number.number.id);
    if (syncs.has(type)) {
      throw new GraphApiError({ code: 2593107, details: `"${type}" can be requested once for each number.` });
    }
    syncs.add(type);
    void (type === 'history' ? this.tellHistory(number) : this.tellContacts(number));
    return this.state.ids.code(22);
  }

  private tellHistory(number: PhoneNumberEntry): Promise<readonly string[]> {
    const threads = this.people(number).map((person) => ({
      id: person.waId ?? person.userId,
      messages: this.records(number, person).map((record) => historyMessage(record, number)),
    }));
    // All of it comes at once: a simulator has no more than fits into one webhook.
    const metadata = { phase: 0, chunk_order: 1, progress: 100 };
    return this.tell(number, 'history', { history: [{ metadata, threads }] });
  }

  private tellContacts(number: PhoneNumberEntry): Promise<readonly string[]> {
    const timestamp = seconds(this.state.clock.now());
    const contacts = this.people(number).flatMap(({ name, waId, userId, username }) =>
      waId === undefined
        ? []
        : [
            {
              full_name: name,
              first_name: name.split(' ')[0],
              phone_number: waId,
              user_id: userId,
              ...(username === undefined ? {} : { username }),
            },
          ],
    );
    return this.tell(number, 'smb_app_state_sync', {
      state_sync: contacts.map((contact) => ({
        type: 'contact',
        contact,
        action: 'add',
        metadata: { timestamp },
      })),
    });
  }

  private tell(
    number: PhoneNumberEntry,
    field: SyncType,
    value: Readonly<Record<string, unknown>>,
  ): Promise<readonly string[]> {
    return this.sink.send({
      field,
      phoneNumberId: number.number.id,
      value: messageValue(number, value),
      summary: `Business app: ${field}`,
    });
  }

  /** Returns the people who have talked with the number. Groups are no part of a synchronisation. */
  private people({ number }: PhoneNumberEntry): Person[] {
    const records = this.state.history
      .all()
      .filter(({ phoneNumberId, groupId }) => phoneNumberId === number.id && groupId === undefined);
    return [...new Set(records.map(({ person }) => person))];
  }

  private records({ number }: PhoneNumberEntry, person: Person): MessageRecord[] {
    return this.state.history.with(person, number.id).filter(({ groupId }) => groupId === undefined);
  }
}

const MEDIA = new Set(['image', 'video', 'audio', 'document', 'sticker']);
const STATUSES: Readonly<Record<string, string>> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  played: 'PLAYED',
  failed: 'ERROR',
};

function historyMessage(
  { id, at, type, content, direction, person, state }: MessageRecord,
  { digits }: PhoneNumberEntry,
): Readonly<Record<string, unknown>> {
  const them = person.waId ?? person.userId;
  return {
    ...(direction === 'outbound' ? { from: digits, to: them } : { from: them }),
    id,
    timestamp: seconds(at),
    // Files come later, in webhooks of their own; they are not sent here.
    ...(MEDIA.has(type) ? { type: 'media_placeholder' } : { type, [type]: content }),
    history_context: { status: STATUSES[state] ?? (direction === 'inbound' ? 'DELIVERED' : 'PENDING') },
  };
}
