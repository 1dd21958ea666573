export { DeadlineTracker } from './deadline-tracker.js';
export { deliveryProviders } from './delivery-providers.js';
export { DeliveryStore, type DeliveryIds, type StoredChange } from './records/delivery-store.js';
export { isDoneWhenSent, nextDeadlineOf } from './records/delivery-state.js';
export { recipientName } from './records/matches-query.js';
