/** The depth of the deepest id of a file: in a template's carousel card. */
const MAX_DEPTH = 10;
const KINDS = ['image', 'video', 'audio', 'document', 'sticker', 'gif'] as const;

/** The ids of uploaded files that a message shows, wherever they stand in it. */
export function mediaIdsOf(message: object): string[] {
  const ids = new Set<string>();
  collect(message, ids, 0);
  return [...ids];
}

function collect(value: object, ids: Set<string>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    if (typeof part !== 'object' || part === null) continue;
    if (isKind(name) && 'id' in part && typeof part.id === 'string') ids.add(part.id);
    else collect(part, ids, depth + 1);
  }
}

function isKind(name: string): boolean {
  return KINDS.some((kind) => kind === name);
}
