import type { Conversation } from '../conversations/conversation.js';
import type { StatusDelays } from './status-delays.js';

/** The device on which somebody reads WhatsApp; KaiOS shows no quote bubble over audio, images and videos. */
export type PersonDevice = 'android' | 'ios' | 'web' | 'kaios';

/** Somebody on the other side: a user of WhatsApp who talks with the business. */
export interface SimulatedPerson {
  /** The number in international form, `+16505551234`; absent for a user known by id only. */
  readonly phoneNumber?: string | undefined;
  /** The name in the user's profile. */
  readonly name?: string | undefined;
  /** The username, for those who adopted one. */
  readonly username?: string | undefined;
  /** The business-scoped user id. @default derived from the phone number */
  readonly userId?: string | undefined;
  /** While offline, messages wait until their time-to-live is over. @default true */
  readonly online?: boolean | undefined;
  /** `false`: `read` is never reported. @default true */
  readonly readReceipts?: boolean | undefined;
  /** @default 'android' */
  readonly device?: PersonDevice | undefined;
  /** `false`: sends fail late with 131026. @default true */
  readonly onWhatsApp?: boolean | undefined;
  /** Whether webhooks leave out the phone number. @default false */
  readonly hidesPhoneNumber?: boolean | undefined;
  /** The time until this person gets and reads messages. @default the simulator's `statusDelays` */
  readonly statusDelays?: Partial<StatusDelays> | undefined;
  /** Part of an experiment of Meta's: marketing fails late with 130472. @default false */
  readonly inExperiment?: boolean | undefined;
  /** The hash of the encryption identity, for numbers that check it; `change_identity` makes another one. */
  readonly identityKeyHash?: string | undefined;
  /** One sentence about how this person behaves, for people to read. */
  readonly about?: string | undefined;
}

/** A person while the simulator runs. */
export interface Person {
  /** The business-scoped user id; another one after a change of number. */
  userId: string;
  /** The number in digits; absent where only the id is known. */
  waId: string | undefined;
  name: string;
  username: string | undefined;
  online: boolean;
  readReceipts: boolean;
  device: PersonDevice;
  onWhatsApp: boolean;
  hidesPhoneNumber: boolean;
  statusDelays: Partial<StatusDelays>;
  inExperiment: boolean;
  identityKeyHash: string | undefined;
  about: string | undefined;
  /** The conversations with each business number, by its id. */
  readonly conversations: Map<string, Conversation>;
}
