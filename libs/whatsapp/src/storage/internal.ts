export { refusesWhenFull, type CollectionName } from './collections.js';
export { refuseEncrypted } from './encrypted-storage.js';
export { decodeKey, encodeKey } from './stored-record.js';
