export { deliveryProviders } from './delivery-providers.js';
