import { describe, expect, it } from '@jest/globals';
import { DEMO_TEMPLATES, HELLO_WORLD } from '../../demo/demo-templates.js';
import { EngineUnderTest, type Outcome } from '../../spec-support/engine-under-test.js';
import { hiddenQuote, type HiddenBecause } from './quote.js';

const DAY = 24 * 60 * 60 * 1000;
const IMAGE = { type: 'image', image: { id: '1' } };

function hidden(test: EngineUnderTest, sent: Outcome): HiddenBecause | undefined {
  const { history } = test.engine.state;
  const record = history.get('id' in sent ? sent.id : '');
  if (!record) throw new Error('The message was not accepted.');
  return hiddenQuote(record, history);
}

function start(device: 'android' | 'kaios' = 'android'): EngineUnderTest {
  const templates = [HELLO_WORLD, ...DEMO_TEMPLATES];
  const test = new EngineUnderTest({ rules: 'lenient', templates });
  test.ana.device = device;
  return test;
}

describe('the bubble of what a reply quotes', () => {
  it('shows over an answer of any other kind, up to 30 days after the original', async () => {
    const test = start();
    const context = { message_id: await test.write() };
    await test.pass(30 * DAY);
    expect(hidden(test, test.send({ context }))).toBeUndefined();
    expect(hidden(test, test.send({ ...IMAGE, context }))).toBeUndefined();
  });

  it('is missing where the original is unknown, deleted, or older than 30 days', async () => {
    const test = start();
    const [old, deleted] = [await test.write(), await test.write()];
    await test.act({ action: 'revoke', messageId: deleted });
    expect(hidden(test, test.send({ context: { message_id: 'wamid.unknown' } }))).toBe('unknown_message');
    expect(hidden(test, test.send({ context: { message_id: deleted } }))).toBe('deleted');
    await test.pass(30 * DAY + 1);
    expect(hidden(test, test.send({ context: { message_id: old } }))).toBe('older_than_30_days');
  });

  it('is missing over a template', async () => {
    const test = start();
    const context = { message_id: await test.write() };
    expect(hidden(test, test.sendTemplate('hello_world', [], { context }))).toBe('template_reply');
  });

  it.each([
    ['image', 'kaios'],
    ['audio', 'kaios'],
    ['video', 'kaios'],
    ['sticker', undefined],
    ['document', undefined],
  ])('on KaiOS over %s: hidden by %s', async (type, because) => {
    const test = start('kaios');
    const context = { message_id: await test.write() };
    expect(hidden(test, test.send({ type, [type]: { id: '1' }, context }))).toBe(because);
    expect(hidden(test, test.send({ context }))).toBeUndefined();
  });
});
