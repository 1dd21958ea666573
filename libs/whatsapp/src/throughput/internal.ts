export { throughputProviders } from './throughput-providers.js';
export { MetaRateLimiter } from './meta-rate-limiter.js';
