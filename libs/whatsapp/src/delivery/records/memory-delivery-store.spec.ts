import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../testing/fake-clock.js';
import { MemoryDeliveryStore } from './memory-delivery-store.js';

describe('MemoryDeliveryStore', () => {
  afterEach(() => Logger.overrideLogger(['log', 'warn', 'error']));

  /** What is warned of while so many messages more than the store holds are put into it. */
  async function warningsOf(times: { readonly accepted: number; readonly read?: number }): Promise<string[]> {
    const warnings: string[] = [];
    const ignore = (): void => undefined;
    Logger.overrideLogger({ log: ignore, error: ignore, warn: (text: string) => warnings.push(text) });
    const store = new MemoryDeliveryStore(new FakeClock(), { maxRecords: 2, keepDays: 31 });
    for (const messageId of ['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4']) {
      await store.update({ messageId }, () => ({ messageId, recipient: {}, times, deadline: 9 }));
    }
    return warnings;
  }

  it('warns once when a message is forgotten that was still open', async () => {
    await expect(warningsOf({ accepted: 1 })).resolves.toEqual([
      expect.stringMatching(/^More than 2 messages.*delivery\.maxRecords/),
    ]);
  });

  it('says nothing where what is forgotten was read', async () => {
    await expect(warningsOf({ accepted: 1, read: 2 })).resolves.toEqual([]);
  });
});
