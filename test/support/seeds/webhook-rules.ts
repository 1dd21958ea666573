import { expect } from '@jest/globals';
import { WhatsAppDeliveryService, type InboundEvent } from 'nestjs-whatsapp';
import { InboundHandlerRegistry } from 'nestjs-whatsapp/extending';
import { messageStatus, textMessage } from 'nestjs-whatsapp/testing';
import type { BeyondTests, SeedRule } from './seed-rule.js';

/** The statements of the webhooks reference that stand on the pages which the project was begun with. */
export const webhookRules: readonly SeedRule[] = [
  {
    at: ['| Order | not guaranteed'],
    says: 'what one delivery brings is handled by its timestamps, the oldest first',
    test: async (bench) => {
      const seen: string[] = [];
      bench.context.get(InboundHandlerRegistry).add({
        id: 'seeds',
        matches: ({ kind }: InboundEvent) => kind === 'message',
        handle: (event: InboundEvent) => {
          if (event.kind === 'message') seen.push(event.message.id);
          return Promise.resolve('handled' as const);
        },
      });
      await bench.receive([
        textMessage('later', { id: 'wamid.2', timestamp: bench.seconds() }),
        textMessage('earlier', { id: 'wamid.1', timestamp: bench.seconds(5) }),
      ]);
      expect(seen).toEqual(['wamid.1', 'wamid.2']);
    },
  },
  {
    at: ['| `status` | `sent` `delivered`'],
    says: 'the older statuses deleted and warning are taken, and change nothing',
    test: async (bench) => {
      const { messageId: id } = await bench.messages.sendText('+16505551234', 'Hello');
      await bench.receive(messageStatus('delivered', { id, timestamp: bench.seconds() }));
      await bench.receive(messageStatus('deleted', { id, timestamp: bench.seconds() }));
      await bench.receive(messageStatus('warning', { id, timestamp: bench.seconds() }));
      expect(await bench.context.get(WhatsAppDeliveryService).explain(id)).toMatchObject({
        state: 'delivered',
      });
    },
  },
];

export const webhooksBeyondTests: BeyondTests = {
  'Tags as in `messages.md`': 'explains the marks of the page',
};
