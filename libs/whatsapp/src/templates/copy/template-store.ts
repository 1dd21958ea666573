import type { MessageTemplate } from '../definition/message-template.js';

/** A template in all its languages, as Meta gave it; plain JSON. Empty where Meta has none of that name. */
export interface TemplateCopy {
  readonly templates: readonly MessageTemplate[];
  /** Milliseconds since the UNIX epoch. */
  readonly loadedAt: number;
}

/**
 * Keeps copies of approved templates, so that Meta is not asked before each send. May forget anything, and may fail.
 *
 * @publicApi
 */
export abstract class TemplateStore {
  abstract find(businessAccountId: string, name: string): Promise<TemplateCopy | undefined>;
  abstract keep(businessAccountId: string, name: string, copy: TemplateCopy): Promise<void>;
  abstract forget(businessAccountId: string, name: string): Promise<void>;
}
