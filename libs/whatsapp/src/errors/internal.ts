export {
  createGraphError,
  createWebhookGraphError,
  detailsOfError,
  type GraphErrorAnswer,
} from './create-graph-error.js';
