export { createSimulatorClient, type MessagesQuery, type SimulatorClient } from './simulator-client.js';
export { SimulatorRequestError } from './simulator-request.error.js';
