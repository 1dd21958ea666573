import { FRAME_ANCESTORS } from '../../http/access/tool-access.js';
import type { SimulatorEvent } from '../api/index.js';
import type { ControlRoute } from './control-route.js';

/** The time between two signs of life, in milliseconds: a proxy or a browser takes a longer silence for the end. */
const HEARTBEAT_MS = 15_000;
/** A reader that is further behind than this, in bytes, is let go: it fetches everything anew when it comes back. */
const MAX_BACKLOG = 8 * 1024 * 1024;

/** Live events, as server-sent events without a name: `onmessage` gets them all. */
export const EVENT_ROUTE: ControlRoute = {
  method: 'GET',
  path: '/events',
  tag: 'Simulator',
  summary: 'What happens, as it happens: server-sent events, each a JSON object with a type.',
  contentType: 'text/event-stream',
  handle: ({ control, reply }) => {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-security-policy': FRAME_ANCESTORS,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const send = (event: SimulatorEvent) => {
      stream.write(`data: ${JSON.stringify(event)}\n\n`);
      if (stream.writableLength > MAX_BACKLOG) stream.destroy();
    };
    send({ type: 'hello', clock: control.clock() });
    const stop = control.listen(send);
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS);
    heartbeat.unref();
    stream.once('close', () => {
      stop();
      clearInterval(heartbeat);
    });
    return reply;
  },
};
