export type { JsonPart, MessageTemplate } from './definition/message-template.js';
export { fillTemplate } from './filling/fill-template.js';
export type {
  TemplateButtonValue,
  TemplateCardValues,
  TemplateHeaderValue,
  TemplateText,
  TemplateTexts,
  TemplateValues,
} from './filling/template-values.js';
export type {
  CreatedTemplate,
  NewTemplate,
  TemplateChanges,
  TemplateDeletion,
  TemplateLibraryQuery,
  TemplateQuery,
} from './management/template-requests.js';
export {
  WhatsAppTemplatesService,
  type TemplateCallOptions,
} from './management/whatsapp-templates.service.js';
