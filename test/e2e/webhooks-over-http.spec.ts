import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  OnWhatsAppMessage,
  OnWhatsAppStatus,
  WaMessage,
  type InboundEvent,
  type MessageStatusEvent,
} from 'nestjs-whatsapp';
import type { InboundMessage } from 'nestjs-whatsapp/payloads';
import { InterceptorChain } from '../../libs/whatsapp/src/webhooks/internal.js';
import { messageStatus, textMessage, webhookOf } from 'nestjs-whatsapp/testing';
import { WhatsAppSimulator, type WebhookDelivery } from 'whatsapp-simulator';
import { platforms, WebhookApp } from '../support/webhooks/webhook-app.js';

let receiver: WebhookApp;

afterEach(() => receiver.stop());

/** Something that resolves when it has been counted up to a number. */
function counter(upTo: number) {
  let reached = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let count = 0;
  const add = (): void => {
    count += 1;
    if (count === upTo) reached();
  };
  return { add, all };
}

const textOf = (event: InboundEvent): string =>
  event.kind === 'message' && event.message.type === 'text' ? event.message.text.body : event.kind;

describe.each(platforms)('webhooks that come at the same time over HTTP, on %s', (platform) => {
  it('of one user are handled one at a time, in the order of their timestamps', async () => {
    receiver = await WebhookApp.start({ platform });
    const order: string[] = [];
    let running = 0;
    let most = 0;
    // The first holds the conversation until all of the others have arrived.
    const arrived = counter(11);
    receiver.app.get(InterceptorChain).add({
      id: 'arrivals',
      wants: () => true,
      intercept: () => {
        arrived.add();
        return false;
      },
    });
    receiver.handle('test', async (event) => {
      running += 1;
      most = Math.max(most, running);
      order.push(textOf(event));
      await arrived.all;
      await new Promise((resolve) => void setImmediate(resolve));
      running -= 1;
    });
    const message = (second: number) => textMessage(String(second), { timestamp: 1_767_225_600 + second });
    const first = receiver.send(message(0));
    const pairs = [
      [10, 7],
      [9, 1],
      [4, 2],
      [8, 3],
      [6, 5],
    ];
    const answers = pairs.map((pair) => receiver.send(pair.map((second) => message(second))));
    expect(await Promise.all([first, ...answers])).toEqual(Array(6).fill(200));
    const [, ...others] = order;
    // Whichever came in first began at once.
    expect(others).toEqual(others.toSorted((one, other) => Number(one) - Number(other)));
    expect(order.toSorted((one, other) => Number(one) - Number(other))).toEqual(
      Array.from({ length: 11 }, (_, index) => String(index)),
    );
    expect(most).toBe(1);
  });

  it('of a hundred users are handled side by side', async () => {
    receiver = await WebhookApp.start({ platform, options: { webhooks: { concurrency: 100 } } });
    const started = counter(100);
    const ran = new Map<string, string[]>();
    receiver.handle('test', async (event) => {
      const texts = ran.get(event.conversation ?? '') ?? [];
      ran.set(event.conversation ?? '', [...texts, textOf(event)]);
      started.add();
      // Nobody is done before all have begun.
      await started.all;
    });
    const answers = Array.from({ length: 100 }, (_, index) => {
      const user = { waId: String(16505550000 + index), userId: `US.${index}` };
      return receiver.send([
        textMessage('second', { user, timestamp: 2 }),
        textMessage('first', { user, timestamp: 1 }),
      ]);
    });
    expect(await Promise.all(answers)).toEqual(Array(100).fill(200));
    expect([...ran.values()]).toEqual(Array.from({ length: 100 }, () => ['first', 'second']));
  });

  it('run a handler that fails twice three times for its message and once for the neighbours, across redeliveries', async () => {
    const ran: string[] = [];
    const neighbours: string[] = [];

    @Injectable()
    class Inbox {
      @OnWhatsAppMessage('text')
      flaky(@WaMessage() message: InboundMessage): void {
        const text = message.type === 'text' ? message.text.body : '';
        ran.push(text);
        if (text === 'bad' && ran.filter((one) => one === 'bad').length < 3) throw new Error('not yet');
      }

      @OnWhatsAppMessage()
      steady(@WaMessage('id') id: string): void {
        neighbours.push(id);
      }

      @OnWhatsAppStatus()
      status({ status }: MessageStatusEvent): void {
        ran.push(status.status);
      }
    }

    const simulator = await WhatsAppSimulator.start({
      webhookRetry: { firstDelayMs: 1, maxDelayMs: 1, maxAttempts: 6 },
    });
    try {
      receiver = await WebhookApp.start({
        platform,
        options: { appSecret: simulator.appSecret },
        metadata: { providers: [Inbox] },
      });
      simulator.setWebhookUrl(`${receiver.url}/webhooks/whatsapp`);
      const settled = new Promise<void>((resolve) => {
        simulator.control.listen((event) => {
          if (event.type === 'webhook' && ['delivered', 'failed'].includes(event.webhook.state)) resolve();
        });
      });
      const batch = webhookOf([
        textMessage('one', { id: 'wamid.1' }),
        textMessage('bad', { id: 'wamid.2' }),
        textMessage('three', { id: 'wamid.3' }),
        messageStatus('read'),
      ]);
      const delivery = await simulator.deliver({ ...batch });
      await settled;
      expect(statusesOf(delivery)).toEqual([503, 503, 200]);
      // Meta may deliver again what has succeeded.
      await simulator.control.redeliver(delivery?.id ?? '');
      expect(statusesOf(delivery)).toEqual([503, 503, 200, 200]);
      expect(ran.toSorted()).toEqual(['bad', 'bad', 'bad', 'one', 'read', 'three']);
      expect(neighbours.toSorted()).toEqual(['wamid.1', 'wamid.2', 'wamid.3']);
    } finally {
      await simulator.stop();
    }
  });
});

function statusesOf(delivery: WebhookDelivery | undefined): (number | undefined)[] {
  return delivery?.attempts.map(({ status }) => status) ?? [];
}
