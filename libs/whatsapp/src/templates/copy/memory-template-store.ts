import { LRUCache } from 'lru-cache';
import { TemplateStore, type TemplateCopy } from './template-store.js';

/** The copies of one process, in memory: those that were not used for longest are forgotten first. */
export class MemoryTemplateStore extends TemplateStore {
  readonly #copies: LRUCache<string, TemplateCopy>;

  constructor(maxTemplates: number) {
    super();
    this.#copies = new LRUCache({ max: maxTemplates });
  }

  find(businessAccountId: string, name: string): Promise<TemplateCopy | undefined> {
    return Promise.resolve(this.#copies.get(keyOf(businessAccountId, name)));
  }

  keep(businessAccountId: string, name: string, copy: TemplateCopy): Promise<void> {
    this.#copies.set(keyOf(businessAccountId, name), copy);
    return Promise.resolve();
  }

  forget(businessAccountId: string, name: string): Promise<void> {
    this.#copies.delete(keyOf(businessAccountId, name));
    return Promise.resolve();
  }
}

function keyOf(businessAccountId: string, name: string): string {
  return `${businessAccountId} ${name}`;
}
