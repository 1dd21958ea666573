import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryRecord } from 'nestjs-whatsapp';
import type { DeliveryStore } from '../../../libs/whatsapp/src/delivery/records/delivery-store.js';

/** A store under test, and what the test needs to know of it. */
export interface DeliveryStoreUnderTest {
  readonly store: DeliveryStore;
  /** The most messages that it holds; left out where it has no limit that a test could reach. */
  readonly maxRecords?: number;
  /** Lets time pass for the store, which begins at 0. */
  readonly advance: (ms: number) => Promise<void>;
}

/** Tests every `DeliveryStore`. */
export function describeDeliveryStore(name: string, create: () => Promise<DeliveryStoreUnderTest>): void {
  describe(`${name} as a DeliveryStore`, () => {
    let store: DeliveryStore;
    let maxRecords: number | undefined;
    let advance: DeliveryStoreUnderTest['advance'];

    beforeEach(async () => {
      ({ store, maxRecords, advance } = await create());
    });

    const put = (record: DeliveryRecord): Promise<unknown> => store.update(record, () => record);

    it('keeps a record, finds it by both ids, and tells what it was before', async () => {
      const first = message(1);
      await expect(store.update(first, () => first)).resolves.toEqual({ before: undefined, after: first });
      const second = { ...first, times: { accepted: 1, sent: 2 } };
      await expect(store.update({ messageId: 'wamid.1' }, () => second)).resolves.toEqual({
        before: first,
        after: second,
      });
      await expect(store.get({ messageId: 'wamid.1' })).resolves.toEqual(second);
      await expect(store.get({ correlationId: 'id-1' })).resolves.toEqual(second);
      await expect(store.get({ messageId: 'wamid.2' })).resolves.toBeUndefined();
    });

    it('finds a send without a message id by its own id, and by both once it has one', async () => {
      const { messageId, ...unknown } = message(1);
      await put(unknown);
      const change = await store.update({ messageId, correlationId: 'id-1' }, (before) => ({
        ...before,
        ...message(1),
      }));
      expect(change.before).toEqual(unknown);
      await expect(store.get({ messageId })).resolves.toEqual(message(1));
      await expect(store.get({ correlationId: 'id-1' })).resolves.toEqual(message(1));
      await expect(store.find({})).resolves.toHaveLength(1);
    });

    it('keeps nothing where the change keeps nothing', async () => {
      const change = await store.update({ messageId: 'wamid.9' }, () => undefined);
      expect(change.after).toBeUndefined();
      await expect(store.get({ messageId: 'wamid.9' })).resolves.toBeUndefined();
      await put(message(1));
      const none = await store.update({ messageId: 'wamid.1' }, () => undefined);
      expect(none).toEqual({ before: message(1), after: undefined });
      await expect(store.get({ messageId: 'wamid.1' })).resolves.toEqual(message(1));
    });

    it('loses no change of many at once', async () => {
      await put(message(1));
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.update({ messageId: 'wamid.1' }, (before) => ({
            ...message(1),
            ...before,
            otherStatuses: { ...before?.otherStatuses, [`status ${index}`]: index },
          })),
        ),
      );
      const record = await store.get({ messageId: 'wamid.1' });
      expect(Object.keys(record?.otherStatuses ?? {})).toHaveLength(50);
    });

    it('finds messages by recipient, state and time, the latest sent first', async () => {
      await put(message(1, { recipient: { to: '+16505551234', waId: '16505551234' } }));
      await put(message(2, { recipient: { userId: 'US.1' }, times: { accepted: 20, sent: 21 } }));
      await put(message(3, { recipient: { to: '+16505551234' }, times: { accepted: 30, failed: 31 } }));
      const idsOf = async (query: Parameters<DeliveryStore['find']>[0]): Promise<unknown[]> =>
        (await store.find(query)).map(({ messageId }) => messageId);
      await expect(idsOf({})).resolves.toEqual(['wamid.3', 'wamid.2', 'wamid.1']);
      await expect(idsOf({ limit: 1 })).resolves.toEqual(['wamid.3']);
      await expect(idsOf({ recipient: '+16505551234' })).resolves.toEqual(['wamid.3', 'wamid.1']);
      await expect(idsOf({ recipient: '16505551234' })).resolves.toEqual(['wamid.3', 'wamid.1']);
      await expect(idsOf({ recipient: '+16505551235' })).resolves.toEqual([]);
      await expect(idsOf({ recipient: 'US.1' })).resolves.toEqual(['wamid.2']);
      await expect(idsOf({ state: 'failed' })).resolves.toEqual(['wamid.3']);
      await expect(idsOf({ state: ['failed', 'sent'] })).resolves.toEqual(['wamid.3', 'wamid.2']);
      await expect(idsOf({ since: 20 })).resolves.toEqual(['wamid.3', 'wamid.2']);
      await expect(idsOf({ since: 20, recipient: '+16505551234' })).resolves.toEqual(['wamid.3']);
    });

    const dueIds = async (limit = 10): Promise<unknown[]> =>
      (await store.takeDue(limit)).map(({ messageId }) => messageId);

    it('gives what is due, the earliest first, to one, and again a minute later where it is not closed', async () => {
      await expect(store.nextDeadline()).resolves.toBeUndefined();
      for (const [number, deadline] of [
        [1, 300],
        [2, 100],
        [3, 200],
        [4, 900_000],
      ] as const) {
        await put(message(number, { deadline }));
      }
      await expect(store.nextDeadline()).resolves.toBe(100);
      await expect(dueIds()).resolves.toEqual([]);
      await advance(300);
      await expect(dueIds(2)).resolves.toEqual(['wamid.2', 'wamid.3']);
      await expect(dueIds()).resolves.toEqual(['wamid.1']);
      await expect(dueIds()).resolves.toEqual([]);
      await put(message(2, { deadline: 100, times: { accepted: 1, delivered: 2 } }));
      await put(message(3, { deadline: 200, times: { accepted: 1, dropped: 2 } }));
      await expect(store.nextDeadline()).resolves.toBe(60_300);
      await advance(60_000);
      await expect(dueIds()).resolves.toEqual(['wamid.1']);
    });

    it('is due at the deadline that a record has now', async () => {
      await put(message(1, { deadline: 100 }));
      await put(message(1, { deadline: 50 }));
      await expect(store.nextDeadline()).resolves.toBe(50);
      const { messageId: _, ...unknown } = message(2, {
        times: { unknown: 1 },
        resolveBy: 10,
        deadline: 500,
      });
      await put(unknown);
      await expect(store.nextDeadline()).resolves.toBe(10);
      await store.update({ messageId: 'wamid.2', correlationId: 'id-2' }, () =>
        message(2, { deadline: 500 }),
      );
      await advance(499);
      await expect(dueIds()).resolves.toEqual(['wamid.1']);
      await advance(1);
      await expect(dueIds()).resolves.toEqual(['wamid.2']);
    });

    it('finds a message by its own id alone, and by that of its send once that is known', async () => {
      const { correlationId, ...own } = message(1);
      await put(own);
      await expect(store.get({ messageId: 'wamid.1' })).resolves.toEqual(own);
      await store.update({ messageId: 'wamid.1', correlationId }, (before) => ({ ...before, ...message(1) }));
      await expect(store.get({ correlationId })).resolves.toEqual(message(1));
      await store.update({ correlationId }, (before) => before && { ...before, type: 'text' });
      await expect(store.find({})).resolves.toEqual([{ ...message(1), type: 'text' }]);
    });

    it('knows a message until its days are over, and an open one until its deadline was seen to', async () => {
      const days = 86_400_000;
      await put(message(1, { times: { accepted: 1, read: 2 } }));
      await put(message(2, { deadline: 31 * days }));
      await advance(31 * days);
      await expect(store.get({ messageId: 'wamid.1' })).resolves.toBeDefined();
      await expect(dueIds()).resolves.toEqual(['wamid.2']);
      await advance(1);
      await expect(store.get({ messageId: 'wamid.1' })).resolves.toBeUndefined();
      await expect(store.get({ messageId: 'wamid.2' })).resolves.toBeDefined();
    });

    it('is bounded: it forgets what was not changed for longest', async () => {
      const count = (maxRecords ?? 100) + 10;
      for (let number = 1; number <= count; number += 1) await put(message(number, { deadline: number }));
      const kept = await store.find({ limit: count });
      expect(kept).toHaveLength(maxRecords ?? count);
      await expect(store.get({ messageId: `wamid.${count}` })).resolves.toBeDefined();
      await expect(store.nextDeadline()).resolves.toBe(count - kept.length + 1);
    });
  });
}

function message(number: number, extra: Partial<DeliveryRecord> = {}): DeliveryRecord {
  return {
    messageId: `wamid.${number}`,
    correlationId: `id-${number}`,
    recipient: {},
    times: { accepted: number },
    ...extra,
  };
}
