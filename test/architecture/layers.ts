/** The root files of `libs/whatsapp/src` (`index.ts`, `whatsapp.*.ts`): the top layer, which assembles all others. */
export const MODULE_LAYER = 'module';

/**
 * The layers of `libs/whatsapp/src`, lowest first. A layer imports only from the rows above it in this list;
 * folders in one row are siblings and do not import each other.
 */
export const LAYERS: readonly (readonly string[])[] = [
  ['common'],
  ['observability'],
  ['errors'],
  ['storage'],
  ['config'],
  ['users'],
  ['graph'],
  ['accounts', 'recipients'],
  ['messages'],
  ['replies', 'migration'],
  ['webhooks'],
  ['handlers'],
  ['media', 'templates', 'conversations', 'consent', 'delivery', 'throughput', 'repeats'],
  ['sequences'],
  [MODULE_LAYER],
];

/** Folders that are sub-paths of the package of their own: they may import anything, and nothing imports them. */
export const SUB_PATHS: readonly string[] = [
  'dto',
  'extending',
  'health',
  'payloads',
  'postgres',
  'queue',
  'redis',
  'sqlite',
  'testing',
];

/** A folder's place in {@link LAYERS}; `undefined` for a sub-path and for a folder that is not listed. */
export function layerOf(folder: string): number | undefined {
  const index = LAYERS.findIndex((row) => row.includes(folder));
  return index === -1 ? undefined : index;
}
