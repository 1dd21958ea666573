import { Socket } from 'node:net';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const refused = [];
let watching = false;

/**
 * Lets no connection leave this machine from now on: whatever a client opens, over `fetch`, `node:http` or TLS, goes through
 * `Socket.prototype.connect`.
 */
export function stayOnThisMachine() {
  if (watching) return;
  watching = true;
  Socket.prototype.connect = new Proxy(Reflect.get(Socket.prototype, 'connect'), {
    apply(connect, socket, parameters) {
      const host = hostOf(parameters);
      if (host === undefined || LOOPBACK.has(host)) return Reflect.apply(connect, socket, parameters);
      refused.push(host);
      const error = new Error(`A client wanted to connect to ${host}: the tests stay on 127.0.0.1.`);
      // Not at once: who opens a TLS connection goes on to name the server, and listens for errors after that.
      process.nextTick(() => socket.destroy(error));
      return socket;
    },
  });
}

/** The hosts that were asked for since the last call, this machine aside. */
export function takeRefusedHosts() {
  return refused.splice(0);
}

/** `undefined` for a pipe. Node's own callers pass a list that holds the options. */
function hostOf(parameters) {
  const [first, second] = parameters.flat();
  if (typeof first === 'number') return typeof second === 'string' ? second : 'localhost';
  if (typeof first !== 'object' || first === null || first.path !== undefined) return undefined;
  return first.host ?? 'localhost';
}
