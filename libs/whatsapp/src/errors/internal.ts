export { createGraphError, createWebhookGraphError, type GraphErrorAnswer } from './create-graph-error.js';
