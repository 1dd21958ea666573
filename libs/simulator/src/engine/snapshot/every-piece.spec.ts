import { describe, expect, it } from '@jest/globals';
import { EngineUnderTest, NUMBER_ID } from '../../spec-support/engine-under-test.js';
import { SNAPSHOT } from '../../control/schemas/snapshot.js';
import { SchemaChecker } from '../../control/schemas/schema-checker.js';
import { conversationOf } from '../conversations/conversation.js';
import type { SimulatorState } from '../state/simulator-state.js';
import { exportState } from './export-state.js';
import { importState } from './import-state.js';
import type { SimulatorSnapshot } from './simulator-snapshot.js';

/** The pieces that stay with a simulator, each with the reason. All others must come along. */
const STAYS: Readonly<Record<string, string>> = {
  options: 'what the simulator was started with',
  events: 'who listens to this one',
  mediaUrls: 'addresses of this one, good for five minutes',
  furtherAccounts: 'made of the options, and never changed',
  'clock.tasks': 'what is on its way',
  'clock.anchor': 'comes along in whole milliseconds: it is looked at below',
  'clock.timer': 'of this process',
  'clock.timerDue': 'of this process',
  'clock.realAnchor': 'of this process',
  'clock.rate': 'how fast this one runs',
  'clock.order': 'what is on its way',
  'clock.stopped': 'of this process',
  'random.seed': 'what the simulator was started with',
  'ids.bytes': 'of the generators, which come along',
  'ids.traces': 'of the generators, which come along',
  'history.limit': 'what the simulator was started with',
  'messages.limit': 'what the simulator was started with',
  'messages.dropped': 'how many this one has forgotten',
  'readReceipts.limit': 'what the simulator was started with',
  'readReceipts.dropped': 'how many this one has forgotten',
  'media.maxBytes': 'a limit',
  'links.fetchLink': 'how this one reaches out',
  'links.entries': 'whom this one asked lately; the files come along',
  'marketing.sent': 'cannot be walked: it is looked at below',
};
/** References to other pieces, which are walked by themselves. */
const REFERENCES = new Set(['ids', 'random']);

/** All pieces of a state: `people.byUserId`, with what is in them. */
function piecesOf(state: SimulatorState): Map<string, unknown> {
  const pieces = new Map<string, unknown>();
  for (const [name, piece] of Object.entries(state)) {
    if (name in STAYS) continue;
    if (!isBook(piece)) {
      pieces.set(name, plain(piece, new Set()));
      continue;
    }
    for (const [member, value] of Object.entries(piece)) {
      if (REFERENCES.has(member) || `${name}.${member}` in STAYS) continue;
      pieces.set(`${name}.${member}`, plain(value, new Set()));
    }
  }
  return pieces;
}

function isBook(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Object.prototype;
}

/** A value as plain data at any depth; what has no value is left out. */
function plain(value: unknown, above: ReadonlySet<unknown>): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return 'further up';
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (value instanceof Date) return value.toISOString();
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise) {
    throw new Error('A piece of the state cannot be walked: say in STAYS why, and look at it by itself.');
  }
  const path = new Set([...above, value]);
  if (value instanceof Map) return [...value].map(([key, item]) => [plain(key, path), plain(item, path)]);
  if (value instanceof Set || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return Array.from(value as Iterable<unknown>, (item) => plain(item, path));
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, plain(item, path)]),
  );
}

/** A simulator that has something in every piece. */
async function fullOfLife(): Promise<EngineUnderTest> {
  const test = new EngineUnderTest({
    rules: 'lenient',
    people: [{ phoneNumber: '+16505551234', name: 'Ana' }],
  });
  const { state } = test.engine;
  const now = state.clock.now();
  test.links.set('https://example.org/a.png', {
    mimeType: 'image/png',
    bytes: Buffer.from('a picture'),
    caching: { cacheControl: 'no-store', etag: '"1"' },
  });
  await state.links.get('https://example.org/a.png', now);
  const messageId = await test.write();
  await test.act({ action: 'send', message: { type: 'image' } });
  await test.act({ action: 'stop_marketing' });
  test.receipt(messageId);
  test.send({ to: '+351912345678' });
  test.sendTemplate('hello_world');
  conversationOf(test.ana, NUMBER_ID).callPermissionUntil = Infinity;
  const group = state.groups.open(NUMBER_ID, 'Team', '', 'approval_required', 0);
  group.participants.add(test.ana);
  group.joinRequests.set('request-1', { person: state.people.withWaId('447700900123'), at: now });
  const flow = state.flows.add('booking', ['OTHER'], 'https://example.org/flow');
  state.flows.note(flow, now);
  state.templates.add({ name: 'note', language: 'en', category: 'UTILITY', components: [] });
  const call = state.calls.begin({
    phoneNumberId: NUMBER_ID,
    person: test.ana,
    direction: 'USER_INITIATED',
    startedAt: now,
  });
  Object.assign(call, { state: 'ended', endedAt: now, ending: 'declined' });
  state.faults.add({ kind: 'error', every: 9 });
  state.faults.draw('error');
  state.random.next();
  state.usedCodes.add('a code');
  state.reachedUsers.note(test.ana, now);
  state.marketing.admit(test.ana, now, 2);
  const settings = state.settings.of(NUMBER_ID);
  settings.qrCodes.set('ABC', { code: 'ABC', prefilledMessage: 'Hello' });
  Object.assign(settings, {
    username: 'harbour',
    pin: '123456',
    publicKey: 'a key',
    officialAccount: 'PENDING',
  });
  settings.registrations.push(now);
  settings.syncs.add('history');
  state.settings.insightsEnabled = true;
  state.settings.marketingDisabled = true;
  Object.assign(state.settings.further, { timezone_id: '7' });
  state.uploads.open({ fileName: 'a.png', fileLength: 9, mimeType: 'image/png' });
  const upload = state.uploads.open({ fileName: 'b.png', fileLength: 3, mimeType: 'image/png' });
  state.uploads.append(upload, 0, Buffer.from('abc'));
  state.phoneNumbers.update(NUMBER_ID, { messagingLimitTier: 'TIER_10K' });
  state.rules = { ...state.rules, links: true };
  await test.pass();
  return test;
}

/** Through JSON, as a file or a request would carry it. */
function exported(test: EngineUnderTest): SimulatorSnapshot {
  const snapshot: SimulatorSnapshot = JSON.parse(JSON.stringify(exportState(test.engine.state)));
  return snapshot;
}

describe('every piece of the state', () => {
  it('has something in this test: who adds a piece fills it here, or says why it stays', async () => {
    const full = piecesOf((await fullOfLife()).engine.state);
    const empty = piecesOf(new EngineUnderTest({ people: [] }).engine.state);
    const unchanged = [...full].filter(
      ([name, value]) => JSON.stringify(empty.get(name)) === JSON.stringify(value),
    );
    expect(unchanged.map(([name]) => name)).toEqual([]);
  });

  it('comes along to another simulator', async () => {
    const test = await fullOfLife();
    const other = new EngineUnderTest({ rules: 'meta', people: [{ phoneNumber: '+33612345678' }] });
    const snapshot = exported(test);
    expect(new SchemaChecker().problem(SNAPSHOT, snapshot, 'state')).toBeUndefined();
    importState(other.engine.state, snapshot);
    expect(Object.fromEntries(piecesOf(other.engine.state))).toEqual(
      Object.fromEntries(piecesOf(test.engine.state)),
    );
    expect(other.engine.state.clock.now()).toBe(Math.floor(test.engine.state.clock.now()));
    const { marketing } = other.engine.state;
    expect(marketing.timesOf(other.ana)).toEqual(test.engine.state.marketing.timesOf(test.ana));
    expect(marketing.timesOf(other.ana)).toHaveLength(1);
    expect(exported(other)).toEqual(snapshot);
  });

  it('lets no id be given twice', async () => {
    const test = await fullOfLife();
    const other = new EngineUnderTest();
    importState(other.engine.state, exported(test));
    const { ids } = other.engine.state;
    expect([ids.node(), ids.message('1')]).toEqual([
      test.engine.state.ids.node(),
      test.engine.state.ids.message('1'),
    ]);
  });

  it('ends the calls that run', async () => {
    const test = new EngineUnderTest({ rules: 'lenient' });
    await test.act({ action: 'call' });
    const other = new EngineUnderTest({ rules: 'lenient' });
    importState(other.engine.state, exported(test));
    expect(other.engine.state.calls.all).toMatchObject([{ state: 'ended', ending: 'missed' }]);
    expect(test.engine.state.calls.all).toMatchObject([{ state: 'ringing' }]);
  });
});
