export { TemplateTools } from './management/template-tools.js';
export { templateProviders } from './template-providers.js';
export { TemplateStore, type TemplateCopy } from './copy/template-store.js';
