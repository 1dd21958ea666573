import { describe, expect, it } from '@jest/globals';
import { checkServers } from './redis-server-check.js';

const infoOf = (changes: Record<string, string> = {}): string =>
  Object.entries({
    redis_version: '7.2.4',
    maxmemory_policy: 'noeviction',
    cluster_enabled: '0',
    aof_enabled: '1',
    ...changes,
  })
    .map(([name, value]) => `${name}:${value}`)
    .join('\r\n');

describe('checkServers', () => {
  it.each(['6.2.0', '7.0.15', '7.2.4', '8.2.1', '10.0.0'])('takes version %s', (version) => {
    expect(checkServers([infoOf({ redis_version: version })], false)).toEqual({ problems: [], warnings: [] });
  });

  it.each(['2.8.24', '5.0.14', '6.0.16', ''])('refuses version %p', (version) => {
    expect(checkServers([infoOf({ redis_version: version })], false).problems).toEqual([
      expect.stringContaining('Redis 6.2 or later'),
    ]);
  });

  it('tells each problem once, however many nodes have it', () => {
    const evicting = infoOf({ maxmemory_policy: 'volatile-lru', cluster_enabled: '1' });
    expect(checkServers([evicting, infoOf({ cluster_enabled: '1' }), evicting], true).problems).toEqual([
      expect.stringContaining('"volatile-lru"'),
    ]);
  });

  it('warns where there are snapshots only', () => {
    expect(checkServers([infoOf({ aof_enabled: '0' })], false)).toEqual({
      problems: [],
      warnings: [expect.stringContaining('"appendonly yes"')],
    });
  });
});
