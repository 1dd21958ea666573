import type { WebhookContactFixture } from './webhook-people.js';

/** One update, ready to be put into a body by `webhookOf`. */
export interface WebhookUpdate {
  /** `messages`, `calls`, or any other webhook field. */
  readonly field: string;
  /** The list that it belongs to under `messages` and `calls`; without one `content` is the whole value of its field. */
  readonly list?: 'messages' | 'statuses' | 'errors' | 'calls';
  readonly content: Readonly<Record<string, unknown>>;
  /** The contact that is named beside it. */
  readonly contact?: WebhookContactFixture;
}
