export { refusesWhenFull, type CollectionName } from './collections.js';
export { decodeKey, encodeKey } from './stored-record.js';
