export { throughputProviders } from './throughput-providers.js';
