import { describe, expect, it } from '@jest/globals';
import { MemoryMediaStore, MemoryTemplateStore } from 'nestjs-whatsapp';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { describeMediaStore } from '../support/contracts/media-store.contract.js';
import { describeTemplateStore } from '../support/contracts/template-store.contract.js';

describeMediaStore('MemoryMediaStore', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    store: new MemoryMediaStore(clock, { maxUploads: 1000, maxSentMedia: 1000 }),
    now: () => clock.now(),
    advance: (ms) => clock.advance(ms),
  });
});

describeTemplateStore('MemoryTemplateStore', () => Promise.resolve(new MemoryTemplateStore(1000)));

describe('MemoryMediaStore', () => {
  it('forgets what was not used for longest where there is no room, and holds no more than it may', async () => {
    const clock = new FakeClock();
    const store = new MemoryMediaStore(clock, { maxUploads: 2, maxSentMedia: 2 });
    const reusableUntil = clock.now() + 1000;
    for (let id = 0; id < 100; id += 1) {
      await store.keep(`key ${id}`, '1', { id: String(id), reusableUntil });
      await store.noteSent('1', `wamid.${id}`, [String(id)]);
    }
    expect(await store.find('key 97')).toBeUndefined();
    expect(await store.find('key 98')).toMatchObject({ id: '98' });
    expect(await store.forget('1', '3')).toBe(false);
    expect(await store.sentWith('1', 'wamid.97')).toEqual([]);
    expect(await store.sentWith('1', 'wamid.99')).toEqual(['99']);
  });

  it('remembers no message that shows none of its uploads', async () => {
    const store = new MemoryMediaStore(new FakeClock(), { maxUploads: 2, maxSentMedia: 1 });
    await store.keep('a', '1', { id: '7', reusableUntil: Number.POSITIVE_INFINITY });
    await store.noteSent('1', 'wamid.A', ['7']);
    await store.noteSent('1', 'wamid.B', ['of somebody else']);
    expect(await store.sentWith('1', 'wamid.A')).toEqual(['7']);
  });
});

describe('MemoryTemplateStore', () => {
  it('forgets what was not used for longest where there is no room', async () => {
    const store = new MemoryTemplateStore(2);
    for (const name of ['a', 'b']) await store.keep('1', name, { templates: [], loadedAt: 0 });
    await store.find('1', 'a');
    await store.keep('1', 'c', { templates: [], loadedAt: 0 });
    expect(await store.find('1', 'a')).toBeDefined();
    expect(await store.find('1', 'b')).toBeUndefined();
  });
});
