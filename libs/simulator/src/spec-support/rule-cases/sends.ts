import type { Conversation } from '../../engine/conversations/conversation.js';
import { conversationOf } from '../../engine/conversations/conversation.js';
import { fileOf } from '../media-files.js';
import { type EngineUnderTest, NUMBER_ID, type Outcome } from '../engine-under-test.js';

export const HOUR = 60 * 60 * 1000;

export const DAY = 24 * HOUR;

export const BRUNO = '+351912345678';

export const text = (...values: string[]) => values.map((value) => ({ type: 'text', text: value }));

export const body = (...values: string[]) => ({ type: 'body', parameters: text(...values) });

export const image = (of: object) => ({ type: 'image', image: of });

export const code = { type: 'button', sub_type: 'url', index: '0', parameters: text('481516') };

export const plain = (test: EngineUnderTest) => test.send();

export const hello = (test: EngineUnderTest) => test.sendTemplate('hello_world');

export const sale = (test: EngineUnderTest, to = BRUNO) =>
  test.sendTemplate('spring_sale', [body('Ana')], { to });

export function last(count: number, send: (n: number) => Outcome): Outcome {
  let outcome = send(0);
  for (let n = 1; n < count; n += 1) outcome = send(n);
  return outcome;
}

export function number(changes: object) {
  return { phoneNumbers: [{ id: NUMBER_ID, ...changes }] };
}

export function upload(
  test: EngineUnderTest,
  mimeType: string,
  size = 64,
  phoneNumberId = NUMBER_ID,
  bytes = fileOf(mimeType, size),
): string {
  const { media, clock } = test.engine.state;
  return media.add({ phoneNumberId, source: 'upload', mimeType, bytes, filename: undefined }, clock.now()).id;
}

export function lifted(test: EngineUnderTest): Outcome {
  test.engine.state.phoneNumbers.update(NUMBER_ID, { restriction: 'none' });
  return test.send();
}

export const atOnce = { told: 'at once' } as const;

export const late = { told: 'late' } as const;

export function onMarketing(test: EngineUnderTest, name: string, components: object[]): Outcome {
  const sent = { name, language: { code: 'en_US' }, components };
  return test.send({ type: 'template', template: sent }, 'marketing_messages');
}

export function anas(test: EngineUnderTest): Conversation {
  return conversationOf(test.ana, NUMBER_ID);
}
