export { refusesWhenFull, type CollectionName } from './collections.js';
