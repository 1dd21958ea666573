export { mediaProviders } from './media-providers.js';
export { MediaTools } from './media-tools.js';
