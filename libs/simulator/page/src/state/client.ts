import { createSimulatorClient } from '../../../src/control/client/index.js';

/** The control API of the simulator that served this page. */
export const client = createSimulatorClient(new URL('.', location.href).href);
