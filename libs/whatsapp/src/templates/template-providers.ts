import type { Provider } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { TemplateDefinitionPolicy } from './check/template-definition.policy.js';
import { MemoryTemplateStore } from './copy/memory-template-store.js';
import { TemplateCopies } from './copy/template-copies.js';
import { TemplateStore } from './copy/template-store.js';
import { TemplateWatch } from './copy/template-watch.js';
import { TemplateTools } from './management/template-tools.js';

/** The port of template copies with its default adapter, and the parts that use it. */
export const templateProviders: Provider[] = [
  {
    provide: TemplateStore,
    useFactory: ({ templateCheck }: ResolvedWhatsAppOptions) =>
      new MemoryTemplateStore(templateCheck.maxTemplates),
    inject: [WHATSAPP_RESOLVED_OPTIONS],
  },
  TemplateCopies,
  TemplateWatch,
  TemplateDefinitionPolicy,
  TemplateTools,
];
