export { TemplateTools } from './management/template-tools.js';
export { templateProviders } from './template-providers.js';
