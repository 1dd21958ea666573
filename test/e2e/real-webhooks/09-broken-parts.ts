import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OnWhatsAppMessage, OnWhatsAppStatus } from 'nestjs-whatsapp';
import { RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

const status = { id: 'wamid.s', status: 'failed', recipient_id: '16505551234', timestamp: '1767225600' };

@Injectable()
class Statuses {
  readonly seen: string[] = [];

  @OnWhatsAppStatus('failed')
  on(): void {
    this.seen.push('failed');
  }
}

@Injectable()
class Trap {
  @OnWhatsAppMessage('text', {
    where: () => {
      throw new TypeError('a mistake in a filter');
    },
  })
  on(): void {
    throw new Error('is never called');
  }
}

/** An error whose every part throws when it is looked at. */
class Poisoned extends Error {
  override get stack(): string {
    throw new Error('no stack for you');
  }

  get code(): string {
    throw new Error('no code for you');
  }
}

/** Throws whatever is done with it. */
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function throwing(error: unknown) {
  @Injectable()
  class Poison {
    @OnWhatsAppMessage('text')
    on(): void {
      throw error;
    }
  }
  return Poison;
}

/** Nothing that a payload or a handler may be makes a webhook come again for ever. */
export function brokenParts(platform: Platform): void {
  describe('9: parts that are not what they should be', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it.each([
      ['null', null],
      ['a text', '131026'],
      ['an object', { code: 131026 }],
      ['a number', 131026],
      ['a list with null', [null]],
      ['a list of lists', [[131026]]],
      ['a list with null and an error', [null, { code: 131047, title: 'Re-engagement message' }]],
      ['errors whose code is an object', [{ code: {} }]],
    ])('errors of a status that are %s are taken', async (_what, errors) => {
      app = await RealApp.start(platform, { handlers: [Statuses] });
      expect(await app.change(valueOf({ statuses: [{ ...status, errors }] }))).toBe(200);
      expect(app.events).toMatchObject([{ kind: 'status' }]);
      expect(app.receiver.app.get(Statuses).seen).toEqual(['failed']);
    });

    it('a filter that throws fails its own handler alone', async () => {
      app = await RealApp.start(platform, { handlers: [Trap], webhooks: { maxAttempts: 1 } });
      expect(await app.change(valueOf({ messages: [textOf('wamid.1', { from: '16505551234' })] }))).toBe(200);
      expect(app.events).toMatchObject([{ kind: 'message' }]);
      expect(app.deadLetters).toHaveLength(1);
    });

    it.each([
      ['an error that cannot be looked at', new Poisoned('hidden')],
      ['an object that nobody may touch', revoked()],
      ['an object without a prototype', Object.create(null)],
      ['a symbol', Symbol('hidden')],
      ['nothing', undefined],
    ])('%s that a handler throws is given up like others', async (_what, error) => {
      const Poison = throwing(error);
      app = await RealApp.start(platform, { handlers: [Poison], webhooks: { maxAttempts: 2 } });
      const body = valueOf({ messages: [textOf('wamid.1', { from: '16505551234' })] });
      expect(await app.change(body)).toBe(503);
      expect(await app.change(body)).toBe(200);
      expect(app.deadLetters).toHaveLength(1);
    });
  });
}
