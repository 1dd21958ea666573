import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  OnWhatsAppCall,
  OnWhatsAppCallStatus,
  OnWhatsAppEvent,
  OnWhatsAppMessage,
  OnWhatsAppStatus,
  OnWhatsAppUnhandled,
  WaEvent,
  WaMessage,
  type InboundMessageEvent,
} from 'nestjs-whatsapp';
import type {
  HistoryValue,
  InboundCall,
  InboundContact,
  InboundImageMessage,
  InboundMessage,
  InboundMessageOf,
  MessageStatus,
  UserPreferencesValue,
  WebhookError,
} from 'nestjs-whatsapp/payloads';
import { RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

/* These compile only while the types take what Meta sends. */
const base = { id: 'wamid.1', timestamp: '1767225600' };
const contact: InboundContact = { profile: { name: 'Ann', country_code: 'US' }, user_id: 'US.1' };
const call: InboundCall = {
  ...base,
  event: 'terminate',
  call_recording: { id: '1', mime_type: 'audio/ogg', of_tomorrow: true },
  call_transcript: { id: '2' },
};
const errors: readonly WebhookError[] = [
  { code: 131026, title: 'Message undeliverable', details: 'Message Undeliverable.' },
  { code: '131026', error_data: 'Message Undeliverable.' },
  { code: 131026, error_data: { details: 'Message Undeliverable.' } },
];
const history: HistoryValue = { errors };
const image: InboundImageMessage = { ...base, type: 'image', image: { id: '1' } };
const preferences: UserPreferencesValue = {
  user_preferences: [{ timestamp: 1_767_225_600 }, { timestamp: '1767225600' }],
};
const statuses: readonly MessageStatus[] = [
  { ...base, status: 'sent', conversation: { id: 'c', expiration_timestamp: 1_767_312_000 } },
  { ...base, status: 'sent', conversation: { id: 'c', expiration_timestamp: '1767312000' } },
];
const unknown: InboundMessage = { ...base, type: 'unknown', unknown: { anything: 1 } };
const oneUnknown: InboundMessageOf<'unknown'> = { ...base, type: 'unknown', errors };

function bodyOf({ message }: InboundMessageEvent<'text'>): string {
  return message.text.body;
}

function captionOf({ message }: InboundMessageEvent<'image' | 'text'>): string | undefined {
  return message.type === 'image' ? message.image.caption : message.text.body;
}

/** An event of one type is an event, and one of any type is narrowed by its message. */
function anyBodyOf(event: InboundMessageEvent): string | undefined {
  const { message } = event;
  return message.type === 'text' ? message.text.body : undefined;
}

@Injectable()
class Texts {
  readonly seen: unknown[] = [];

  @OnWhatsAppMessage('text', { where: (event) => bodyOf(event) !== '' })
  on(@WaEvent() event: InboundMessageEvent<'text'>): void {
    this.seen.push(bodyOf(event), captionOf({ ...event, message: event.message }), anyBodyOf(event));
  }

  @OnWhatsAppMessage('unknown')
  odd(@WaMessage() message: InboundMessageOf<'unknown'>): void {
    this.seen.push(message['unknown']);
  }
}

/** The types take real bodies, and who misspells a name is told. */
export function typesOfBodies(platform: Platform): void {
  describe('14: types, and names that nobody sends', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it('events of one type have its content, and every documented key reaches the application', async () => {
      app = await RealApp.start(platform, { handlers: [Texts] });
      await app.change(
        valueOf({ contacts: [contact], messages: [textOf('wamid.2', { from: '16505551234' })] }),
      );
      await app.change(
        valueOf({ messages: [unknown, { ...oneUnknown, id: 'wamid.3' }, { ...image, id: 'wamid.4' }] }),
      );
      await app.change(valueOf({ statuses }));
      await app.change(valueOf({ calls: [call] }), 'calls');
      await app.change(valueOf({ ...history }), 'history');
      await app.change(valueOf({ ...preferences }), 'user_preferences');
      expect(app.receiver.app.get(Texts).seen.filter(Boolean)).toEqual([
        'hello',
        'hello',
        'hello',
        { anything: 1 },
      ]);
      expect(app.events.map(({ kind }) => kind)).toEqual([
        'message',
        'message',
        'message',
        'message',
        'status',
        'call',
        'field',
        'field',
      ]);
      expect(app.events).toContainEqual(expect.objectContaining({ call }));
    });

    it('names one or two letters off are told at start-up, whatever the decorator', async () => {
      @Injectable()
      class Misspelt {
        @OnWhatsAppMessage('texxt')
        @OnWhatsAppMessage(['txet', 'image', 'Text', 'hologram', '*'])
        @OnWhatsAppStatus('deliverd')
        @OnWhatsAppEvent('user_preference')
        @OnWhatsAppCall(['conect', 'terminate'])
        @OnWhatsAppCallStatus('ringing')
        on(): void {}

        @OnWhatsAppUnhandled(['messages' as 'message'])
        rest(): void {}

        @OnWhatsAppMessage('text')
        @OnWhatsAppStatus(['payment', 'warning'])
        @OnWhatsAppEvent('*')
        @OnWhatsAppMessage('hologram')
        right(): void {}
      }
      app = await RealApp.start(platform, { handlers: [Misspelt] });
      const lines = app.logged('did you mean');
      expect(lines.every((line) => line.startsWith('warn Misspelt.'))).toBe(true);
      expect(lines.map((line) => line.replace(/^.*?@(.*\)).*(".*?"|'.*?'\?)$/, '@$1$2'))).toEqual([
        "@OnWhatsAppMessage('texxt')'text'?",
        "@OnWhatsAppMessage('txet')'text'?",
        "@OnWhatsAppMessage('Text')'text'?",
        "@OnWhatsAppStatus('deliverd')'delivered'?",
        "@OnWhatsAppEvent('user_preference')'user_preferences'?",
        "@OnWhatsAppCall('conect')'connect'?",
        "@OnWhatsAppCallStatus('ringing')'RINGING'?",
        "@OnWhatsAppUnhandled('messages')'message'?",
      ]);
    });
  });
}
