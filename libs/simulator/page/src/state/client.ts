import { createSimulatorClient } from '../../../src/control/client/index.js';

/** The control API of the simulator that served this page; the link that it printed carries the token, where there is one. */
export const client = createSimulatorClient(new URL('.', location.href).href, {
  token: new URLSearchParams(location.search).get('token') ?? undefined,
});
