import type { Provider } from '@nestjs/common';
import { TemplateDefinitionPolicy } from './check/template-definition.policy.js';
import { TemplateDefinitions } from '../messages/index.js';
import { CopiedTemplateDefinitions } from './copy/copied-template-definitions.js';
import { TemplateCopies } from './copy/template-copies.js';
import { TemplateStore } from './copy/template-store.js';
import { TemplateTracker } from './copy/template-tracker.js';
import { TemplateTools } from './management/template-tools.js';

/** The ports that know templates with their default adapters, and the parts that use them. */
export const templateProviders: Provider[] = [
  TemplateStore,
  { provide: TemplateDefinitions, useClass: CopiedTemplateDefinitions },
  TemplateCopies,
  TemplateTracker,
  TemplateDefinitionPolicy,
  TemplateTools,
];
