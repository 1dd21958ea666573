export {
  createGraphError,
  createWebhookGraphError,
  detailsOfError,
  type GraphErrorAnswer,
} from './create-graph-error.js';
export { policyRefusal } from './policy-refusal.js';
