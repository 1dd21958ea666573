import { expect } from '@jest/globals';
import {
  bold,
  WhatsAppServiceWindowError,
  WhatsAppWindowsService,
  WhatsAppDeliveryService,
  italic,
  monospace,
  RepeatedMessageError,
  strikethrough,
  WhatsAppSequencesService,
} from 'nestjs-whatsapp';
import { failedStatus, fieldChange, messageStatus, textMessage } from 'nestjs-whatsapp/testing';
import type { SeedBench } from './seed-bench.js';
import type { BeyondTests, SeedRule } from './seed-rule.js';

const to = '+16505551234';
const hour = 60 * 60 * 1000;
const template = { name: 'hello_world', language: { code: 'en_US' } };
const windows = (bench: SeedBench) => bench.context.get(WhatsAppWindowsService);
const stateOf = async (bench: SeedBench, id: string) =>
  (await bench.context.get(WhatsAppDeliveryService).explain(id))?.state;

const callOf = (bench: SeedBench) =>
  fieldChange('calls', {
    messaging_product: 'whatsapp',
    metadata: { phone_number_id: '106540352242922', display_phone_number: '15550783881' },
    calls: [
      {
        id: 'wacid.A',
        from: '16505551234',
        to: '15550783881',
        event: 'connect',
        direction: 'USER_INITIATED',
        timestamp: String(bench.seconds()),
      },
    ],
  });

/** Sends a text and gives back its id. */
async function send(bench: SeedBench, body = 'Hello'): Promise<string> {
  return (await bench.messages.sendText(to, body)).messageId;
}

const window: readonly SeedRule[] = [
  {
    at: ['| Customer service window (CSW) |'],
    says: 'the window is open for 24 hours after each message of the user, and after a call',
    test: async (bench) => {
      expect(await windows(bench).state(to)).toBe('unknown');
      await bench.receive(textMessage('Hi', { timestamp: bench.seconds() }));
      await bench.clock.advance(24 * hour - 1000);
      expect(await windows(bench).state(to)).toBe('open');
      await bench.receive(callOf(bench));
      await bench.clock.advance(24 * hour - 1000);
      expect(await windows(bench).state(to)).toBe('open');
      await bench.clock.advance(1000);
      expect(await windows(bench).state(to)).toBe('closed');
    },
  },
  {
    at: ['| Outside CSW | only template'],
    says: 'outside the window only templates go out; the others are refused before any call',
    test: async (bench) => {
      await bench.receive(textMessage('Hi', { timestamp: bench.seconds() }));
      await bench.clock.advance(25 * hour);
      const before = bench.graph.requests.length;
      await expect(bench.messages.sendText(to, 'Hello')).rejects.toThrow(WhatsAppServiceWindowError);
      await expect(bench.messages.sendReaction(to, { message_id: 'wamid.A', emoji: '👍' })).rejects.toThrow(
        WhatsAppServiceWindowError,
      );
      expect(bench.graph.requests).toHaveLength(before);
      await bench.messages.sendTemplate(to, template);
      expect(bench.graph.requests).toHaveLength(before + 1);
    },
  },
  {
    at: ['| Known issue | in rare cases'],
    says: 'a window that Meta says is closed counts as closed until the user writes again',
    test: async (bench) => {
      await bench.receive(textMessage('Hi', { timestamp: bench.seconds() }));
      const id = await send(bench);
      await bench.clock.advance(hour);
      await bench.receive(failedStatus(131047, 'Re-engagement message', { id, timestamp: bench.seconds() }));
      expect(await windows(bench).state(to)).toBe('closed');
      await bench.clock.advance(1000);
      await bench.receive(textMessage('Hi again', { timestamp: bench.seconds() }));
      expect(await windows(bench).state(to)).toBe('open');
    },
  },
  {
    at: ['| Opt-in | required before'],
    says: 'without a recorded opt-in a template is refused where the option asks for it',
    options: { consent: { requireOptIn: 'block' } },
    test: async (bench) => {
      await expect(bench.messages.sendTemplate(to, template)).rejects.toMatchObject({
        code: 'WHATSAPP_OPT_IN_MISSING',
      });
      expect(bench.graph.requests).toEqual([]);
    },
  },
];

const addressing: readonly SeedRule[] = [
  {
    at: ['`to` = phone or group id'],
    says: 'to wins where both a number and a user id are given, and both go out',
    test: async (bench) => {
      const recipient = 'US.13491208655302741918';
      const sent = await bench.sent({ to, recipient, type: 'text', text: { body: 'Hi' } });
      expect(sent).toMatchObject({ to, recipient });
    },
  },
  {
    at: ['## 3. Phone number formats'],
    says: 'a number with + may hold -, ( ), and spaces; one without is refused, unless it is a known wa_id',
    test: async (bench) => {
      const text = { type: 'text', text: { body: 'Hi' } };
      for (const spelling of ['+16315551234', '+1 (631) 555-1234']) {
        expect(await bench.sent({ ...text, to: spelling })).toMatchObject({ to: '+16315551234' });
      }
      for (const spelling of ['(631) 555-1234', '1 (631) 555-1234', '16315551234']) {
        await bench.refused({ ...text, to: spelling }, 'to');
      }
      await bench.receive(textMessage('Hi', { user: { waId: '16315551234' }, timestamp: bench.seconds() }));
      expect(await bench.sent({ ...text, to: '16315551234' })).toMatchObject({ to: '+16315551234' });
      await bench.refused({ ...text, to: '1 (631) 555-1234' }, 'to');
    },
  },
];

const delivery: readonly SeedRule[] = [
  {
    at: ['## 9. Time-to-live'],
    says: 'what is not delivered within its time-to-live counts as dropped: 30 days for a text, 10 minutes for a code',
    options: { templates: [{ name: 'login_code', category: 'authentication' }] },
    test: async (bench) => {
      const textId = await send(bench);
      const code = { name: 'login_code', language: { code: 'en_US' } };
      const { messageId } = await bench.messages.sendTemplate(to, code);
      await bench.clock.advance(12 * 60 * 1000);
      expect(await stateOf(bench, messageId)).toBe('dropped');
      expect(await stateOf(bench, textId)).toBe('accepted');
      await bench.clock.advance(30 * 24 * hour);
      expect(await stateOf(bench, textId)).toBe('dropped');
    },
  },
  {
    at: ['| Order of several messages |'],
    says: 'a sequence sends each message when the one before is delivered',
    test: async (bench) => {
      const sequences = bench.context.get(WhatsAppSequencesService);
      const { id } = await sequences.sequence(to).add('One').add('Two').start();
      await bench.clock.advance(1000);
      expect(bench.graph.requests).toHaveLength(1);
      await bench.receive(messageStatus('delivered', { id: 'wamid.1', timestamp: bench.seconds() }));
      await bench.clock.advance(1000);
      expect(bench.graph.requests).toHaveLength(2);
      expect(bench.lastBody()).toMatchObject({ text: { body: 'Two' } });
      expect(await sequences.get(id)).toBeDefined();
    },
  },
  {
    at: ['| Order of status webhooks |'],
    says: 'statuses in any order end alike, and a state never goes back',
    test: async (bench) => {
      const id = await send(bench);
      await bench.receive(messageStatus('read', { id, timestamp: bench.seconds() + 2 }));
      await bench.receive(messageStatus('sent', { id, timestamp: bench.seconds() }));
      expect(await stateOf(bench, id)).toBe('read');
      const steps = await bench.context.get(WhatsAppDeliveryService).timeline(id);
      const times = steps?.map(({ at }) => at) ?? [];
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    },
  },
  {
    at: ['| Read receipts | user may switch off'],
    says: 'read implies delivered',
    test: async (bench) => {
      const id = await send(bench);
      await bench.receive(messageStatus('read', { id, timestamp: bench.seconds() }));
      await bench.clock.advance(31 * 24 * hour);
      expect(await stateOf(bench, id)).toBe('read');
    },
  },
  {
    at: ['| Blocked by user |'],
    says: 'sent and never delivered is explained as a phone that is off, or a user who blocks',
    test: async (bench) => {
      const id = await send(bench);
      await bench.receive(messageStatus('sent', { id, timestamp: bench.seconds() }));
      await bench.clock.advance(hour);
      const explained = await bench.context.get(WhatsAppDeliveryService).explain(id);
      expect(explained).toMatchObject({ state: 'sent', what: expect.stringMatching(/block/) });
    },
  },
  {
    at: ['| Resending same content'],
    says: 'the same content to the same user again is refused where the option asks for it',
    options: { repeatGuard: { mode: 'block' } },
    test: async (bench) => {
      await send(bench, 'Same');
      await expect(send(bench, 'Same')).rejects.toThrow(RepeatedMessageError);
      await send(bench, 'Other');
      expect(bench.graph.requests).toHaveLength(2);
    },
  },
];

const texts: readonly SeedRule[] = [
  {
    at: ['| bold / italic / strike |', '| monospace block |'],
    says: 'bold, italic, struck through and monospace have helpers',
    test: () => {
      expect([bold('x'), italic('x'), strikethrough('x'), monospace('x')]).toEqual([
        '*x*',
        '_x_',
        '~x~',
        '```x```',
      ]);
    },
  },
  {
    at: ['Button and section titles: emoji ok'],
    says: 'titles of buttons and sections may hold emojis',
    test: async (bench) => {
      const rows = [{ id: 'a', title: 'A 🥖' }];
      const action = { button: 'Choose 🥖', sections: [{ title: 'Bread 🥖', rows }] };
      const interactive = { type: 'list', body: { text: 'Which?' }, action };
      expect(await bench.sent({ to, type: 'interactive', interactive })).toMatchObject({ interactive });
    },
  },
];

/** The statements of the platform rules that stand on the pages which the project was begun with. */
export const platformRules: readonly SeedRule[] = [...window, ...addressing, ...delivery, ...texts];

export const platformBeyondTests: BeyondTests = {
  '| on-prem for comparison |': 'is about the retired API',
  '| Number quality |': 'is what health shows of a number: libs/whatsapp/src/health, test/e2e/health.spec.ts',
  '### 8.1 Types and limits': 'is held file by file: libs/whatsapp/src/media, test/e2e/media*.spec.ts',
  '| Ownership | id usable':
    'is kept by Meta; uploads are remembered for each number: test/e2e/media.spec.ts',
  '| seed EN v21 + changelog':
    'is about what Meta keeps; the headers that a host sends: test/conformance/seeds.spec.ts, 14',
  '| seed ES v20 — **superseded**':
    'is about what Meta keeps; the headers that a host sends: test/conformance/seeds.spec.ts, 14',
  '[seed] Sending cache headers is harmless':
    'is advice; the headers that a host sends: test/conformance/seeds.spec.ts, 14',
  'Quote bubble caveats above': 'repeats what is said of contextual replies',
  '| v19, v20, v21, v24 | appear': 'is about the pages themselves',
};
