import { Injectable } from '@nestjs/common';
import { WhatsAppStorage } from '../../storage/index.js';
import type { CollectionName } from '../../storage/internal.js';
import type { MessageTemplate } from '../definition/message-template.js';

/** A template in all its languages, as Meta gave it; plain JSON. Empty where Meta has none of that name. */
export interface TemplateCopy {
  readonly templates: readonly MessageTemplate[];
  /** Milliseconds since the UNIX epoch. */
  readonly loadedAt: number;
}

const collection: CollectionName = 'templates';

/** Keeps copies of approved templates, so that Meta is not asked before each send. May forget anything, and may fail. */
@Injectable()
export class TemplateStore {
  constructor(private readonly storage: WhatsAppStorage) {}

  async find(businessAccountId: string, name: string): Promise<TemplateCopy | undefined> {
    const [found] = await this.storage.getMany<TemplateCopy>(collection, [keyOf(businessAccountId, name)]);
    return found?.value;
  }

  async keep(businessAccountId: string, name: string, copy: TemplateCopy): Promise<void> {
    await this.storage.update<TemplateCopy>(collection, keyOf(businessAccountId, name), () => ({
      value: copy,
    }));
  }

  async forget(businessAccountId: string, name: string): Promise<void> {
    await this.storage.update(collection, keyOf(businessAccountId, name), () => 'drop');
  }
}

function keyOf(businessAccountId: string, name: string): string {
  return `${businessAccountId} ${name}`;
}
