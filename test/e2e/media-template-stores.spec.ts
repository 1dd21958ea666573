import { describe, expect, it } from '@jest/globals';
import { MediaStore } from '../../libs/whatsapp/src/media/upload/media-store.js';
import { MemoryStorage } from 'nestjs-whatsapp/extending';
import { TemplateStore } from '../../libs/whatsapp/src/templates/copy/template-store.js';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { describeMediaStore } from '../support/contracts/media-store.contract.js';
import { describeTemplateStore } from '../support/contracts/template-store.contract.js';

describeMediaStore('the memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    store: new MediaStore(new MemoryStorage(clock)),
    now: () => clock.now(),
    advance: (ms) => clock.advance(ms),
  });
});

describeTemplateStore('the memory', () => Promise.resolve(new TemplateStore(new MemoryStorage())));

describe('uploads in memory', () => {
  it('forgets what was kept longest ago where there is no room, and holds no more than it may', async () => {
    const clock = new FakeClock();
    const store = new MediaStore(new MemoryStorage(clock, { maxRecords: 2 }));
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
    const store = new MediaStore(new MemoryStorage(undefined, { maxRecords: { 'sent-media': 1 } }));
    await store.keep('a', '1', { id: '7', reusableUntil: Number.POSITIVE_INFINITY });
    await store.noteSent('1', 'wamid.A', ['7']);
    await store.noteSent('1', 'wamid.B', ['of somebody else']);
    expect(await store.sentWith('1', 'wamid.A')).toEqual(['7']);
  });
});
