export {
  createSimulatorClient,
  type MessagesQuery,
  type SimulatorClient,
  type SimulatorClientOptions,
} from './simulator-client.js';
export { SimulatorRequestError } from './simulator-request.error.js';
