import { WhatsAppConfigurationError } from '../errors/index.js';
import type { RedisConnection } from './redis-connection.js';
import { RedisLayout } from './redis-layout.js';

/** The number of this layout; another layout has another number. */
const format = 1;
const shardsInCluster = 24;

/** Returns the layout of the records under a prefix, as the first start has set it. */
export async function openLayout(
  connection: RedisConnection,
  prefix: string,
  wantedShards: number | undefined,
): Promise<RedisLayout> {
  const key = `${prefix}meta`;
  const shards = wantedShards ?? (connection.isCluster ? shardsInCluster : 1);
  await connection.call('set', key, JSON.stringify({ format, shards }), 'NX');
  const kept = String(await connection.call('get', key));
  const [, keptFormat = '', keptShards = ''] = /^\{"format":(\d+),"shards":(\d+)/.exec(kept) ?? [];
  if (Number(keptFormat) !== format) {
    throw new WhatsAppConfigurationError([
      `Redis holds records under "${prefix}" that this version cannot read (format ${keptFormat || 'unknown'}, here ${format}): ` +
        'update nestjs-whatsapp, or set another `keyPrefix`',
    ]);
  }
  if (wantedShards !== undefined && Number(keptShards) !== wantedShards) {
    throw new WhatsAppConfigurationError([
      `Redis holds records under "${prefix}" in ${keptShards} shards, and would not find them in ${wantedShards}: leave \`shards\` out, ` +
        'or set another `keyPrefix`',
    ]);
  }
  return new RedisLayout(prefix, Number(keptShards));
}
