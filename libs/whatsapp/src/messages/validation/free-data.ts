import { MarketingMessageDto } from '../dto/index.js';
import { fieldContentsOf, type Choice, type DtoClass } from '../rules/index.js';
import { kindOf, messageTypes } from './message-kinds.js';

/** Names of fields, each with the names that it stands under. */
type NamesByName = Map<string, Set<string>>;

/**
 * Returns `true` when free data stands under a key: where a DTO has `@FreeData`, found by the key
 * and the key around it (a list goes by the key that it stands under). There, keys may have any
 * name, and `null` is a value like others.
 */
export function isFreeData(parent: string, key: string): boolean {
  return freeData.get(key)?.has(parent) ?? false;
}

function collect(kind: DtoClass | Choice, parent: string, found: NamesByName): void {
  if (typeof kind !== 'function') {
    for (const one of Object.values(kind.kinds)) collect(one, parent, found);
    return;
  }
  for (const [name, content] of fieldContentsOf(kind)) {
    if (content === 'free data') found.set(name, new Set([...(found.get(name) ?? []), parent]));
    else collect(content(), name, found);
  }
}

function freeDataOf(kinds: readonly DtoClass[]): NamesByName {
  const found: NamesByName = new Map();
  for (const kind of kinds) collect(kind, '', found);
  return found;
}

const freeData = freeDataOf([...messageTypes.map(kindOf), MarketingMessageDto]);
