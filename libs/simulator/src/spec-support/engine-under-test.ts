import { recordsAt } from '../engine/common/is-record.js';
import { GraphApiError } from '../engine/errors/graph-api.error.js';
import type { FetchedLink } from '../engine/media/link-cache.js';
import type { AcceptedMessage } from '../engine/messages/accepted-message.js';
import type { Action, ActionOutcome } from '../engine/actions/person-action.js';
import type { Person } from '../engine/people/person.js';
import { SimulatorEngine } from '../engine/simulator-engine.js';
import type { WebhookChange } from '../engine/webhooks/webhook-sink.js';
import { resolveOptions, type WhatsAppSimulatorOptions } from '../simulator-options.js';

/** Ana's number, and that of the business. */
export const ANA = '+16505551234';
export const NUMBER_ID = '106540352242922';

/** The result of a call: accepted with an id, or refused with a code. */
export type Outcome =
  { readonly id: string } | { readonly code: number; readonly details: string | undefined };

/** An engine whose clock stands still unless it is moved on, and whose webhooks are kept. */
export class EngineUnderTest {
  readonly engine: SimulatorEngine;
  readonly accepted: AcceptedMessage[] = [];
  readonly changes: WebhookChange[] = [];
  /** The files behind links; a link that is not here is not found. */
  readonly links = new Map<string, FetchedLink>();
  readonly fetched: string[] = [];

  constructor(options: WhatsAppSimulatorOptions = {}) {
    const startAt = new Date('2026-11-21T12:00:00Z');
    this.engine = new SimulatorEngine(resolveOptions({ seed: 1, startAt, rules: 'meta', ...options }), {
      fetchLink: async (url) => {
        this.fetched.push(url);
        return (
          this.links.get(url) ?? { problem: 'Downloading media from the link failed with http code 404.' }
        );
      },
      onAccepted: (message) => this.accepted.push(message),
      sink: () => ({
        enabled: true,
        send: async (change) => {
          this.changes.push(change);
          return [`webhook-${this.changes.length}`];
        },
      }),
    });
    this.engine.state.clock.setSpeed(0);
  }

  get ana(): Person {
    return this.engine.state.people.withWaId(ANA.slice(1));
  }

  /** Opens the service window. */
  async write(person: Person = this.ana, text = 'Hello'): Promise<string> {
    const { messageId = '' } = await this.act(
      { action: 'send', message: { type: 'text', text: { body: text } } },
      person,
    );
    return messageId;
  }

  act(action: Action, person: Person = this.ana): Promise<ActionOutcome> {
    const number = this.engine.state.phoneNumbers.get(NUMBER_ID, 'GET');
    return this.engine.actor.act(person, number, action);
  }

  /** Sends a text, or whatever the changes make of it. */
  send(
    changes: Readonly<Record<string, unknown>> = {},
    endpoint: 'messages' | 'marketing_messages' = 'messages',
    phoneNumberId: string = NUMBER_ID,
    version?: number,
  ): Outcome {
    const text = changes['type'] === undefined ? { type: 'text', text: { body: 'Hello' } } : {};
    const body: unknown = JSON.parse(
      JSON.stringify({ messaging_product: 'whatsapp', to: ANA, ...text, ...changes }),
    );
    return this.post(phoneNumberId, endpoint, body, version);
  }

  /** Marks a message as read. */
  receipt(messageId: string): Outcome {
    return this.post(NUMBER_ID, 'messages', {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: messageId,
    });
  }

  sendTemplate(
    name: string,
    components: readonly object[] = [],
    changes: Readonly<Record<string, unknown>> = {},
    version?: number,
  ): Outcome {
    const template = { name, language: { code: 'en_US' }, components };
    return this.send({ type: 'template', template, ...changes }, 'messages', NUMBER_ID, version);
  }

  /** Moves the clock on by ten seconds, or as said; all that falls due has happened then. */
  async pass(ms = 10_000): Promise<void> {
    // What looks outside answers in the microtasks before.
    await new Promise((resolve) => setImmediate(resolve));
    await this.engine.state.clock.advance(ms);
  }

  /** The statuses told of a message, a failure with its code. */
  statuses(outcome: Outcome): string[] {
    const id = 'id' in outcome ? outcome.id : '';
    return this.values().flatMap((value) =>
      recordsAt(value, 'statuses')
        .filter((status) => status['id'] === id)
        .map((status) => {
          const [error] = recordsAt(status, 'errors');
          return error ? `${String(status['status'])} ${String(error['code'])}` : String(status['status']);
        }),
    );
  }

  /** The values of the webhooks in this field. */
  values(field = 'messages'): unknown[] {
    return this.changes.filter((change) => change.field === field).map(({ value }) => value);
  }

  private post(
    phoneNumberId: string,
    endpoint: 'messages' | 'marketing_messages',
    body: unknown,
    version?: number,
  ): Outcome {
    try {
      const answer = this.engine.post(phoneNumberId, endpoint, body, version);
      return { id: 'messages' in answer ? answer.messages[0].id : '' };
    } catch (error) {
      if (error instanceof GraphApiError) return { code: error.code, details: error.details };
      throw error;
    }
  }
}
