export { handlerProviders } from './handler-providers.js';
