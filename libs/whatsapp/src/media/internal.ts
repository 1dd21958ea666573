export { mediaProviders } from './media-providers.js';
export { MediaTools } from './media-tools.js';
export { MediaStore, type StoredUpload } from './upload/media-store.js';
