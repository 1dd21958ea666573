import type { GroupNotice } from '../groups/group-book.js';
import type { Conversation } from '../conversations/conversation.js';
import type { Flow } from '../flows/flow-book.js';
import type { MessageRecord } from '../history/message-record.js';
import type { MediaItem } from '../media/media-store.js';
import type { AcceptedMessage } from '../messages/accepted-message.js';
import type { SimulatedPhoneNumber } from '../numbers/phone-number.js';
import type { Person } from '../people/person.js';
import type { RuleSwitches } from '../state/rule-switches.js';
import type { TemplateDefinition } from '../templates/template-definition.js';
import type {
  CallSnapshot,
  CountsSnapshot,
  FaultSnapshot,
  LinkedFileSnapshot,
  RandomSnapshot,
  ReadReceiptSnapshot,
  SettingsSnapshot,
  UploadsSnapshot,
} from './snapshot-parts.js';

/** The format of a snapshot; one of another version is refused. */
export const SNAPSHOT_VERSION = 4;

/** A time without an end has no number in JSON. */
type Endless = number | null;

/** A conversation in a snapshot. */
export type ConversationSnapshot = Omit<Conversation, 'callPermissionUntil'> & {
  readonly callPermissionUntil: Endless;
};

/** A person in a snapshot; who is known by id only has no number. */
export type PersonSnapshot = Omit<Person, 'conversations'> & {
  /** Somebody who was met, and never described. */
  readonly stranger: boolean;
  readonly conversations: readonly ConversationSnapshot[];
};

/** A message in a snapshot. */
export type RecordSnapshot = Omit<MessageRecord, 'person' | 'accepted' | 'expiresAt'> & {
  readonly personId: string;
  readonly accepted?: Omit<AcceptedMessage, 'acceptedAt'> & { readonly acceptedAt: string };
  readonly expiresAt: Endless;
};

/** A file in a snapshot. */
export type MediaSnapshot = Omit<MediaItem, 'bytes'> & { readonly base64: string };

/** A group in a snapshot. */
export interface GroupSnapshot {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly subject: string;
  readonly description: string;
  readonly joinApprovalMode: string;
  readonly inviteLink: string;
  readonly suspended: boolean;
  readonly typingUntil: number;
  readonly createdAt: number;
  readonly participantIds: readonly string[];
  /** The people who ask to join. */
  readonly joinRequests: readonly { readonly id: string; readonly personId: string; readonly at: number }[];
  readonly notices: readonly GroupNotice[];
}

/** The state of a simulator as JSON. */
export interface SimulatorSnapshot {
  readonly version: number;
  /** Milliseconds since 1970, simulated. */
  readonly now: number;
  readonly rules: RuleSwitches;
  readonly faults: readonly FaultSnapshot[];
  readonly phoneNumbers: readonly SimulatedPhoneNumber[];
  readonly people: readonly PersonSnapshot[];
  readonly messages: readonly RecordSnapshot[];
  readonly templates: readonly TemplateDefinition[];
  readonly media: readonly MediaSnapshot[];
  readonly groups: readonly GroupSnapshot[];
  readonly flows: readonly Flow[];
  readonly calls: readonly CallSnapshot[];
  readonly readReceipts: readonly ReadReceiptSnapshot[];
  readonly settings: SettingsSnapshot;
  readonly uploads: UploadsSnapshot;
  readonly linkedFiles: readonly LinkedFileSnapshot[];
  /** The authorization codes that have been exchanged for a token. */
  readonly usedCodes: readonly string[];
  readonly counts: CountsSnapshot;
  readonly random: RandomSnapshot;
}
