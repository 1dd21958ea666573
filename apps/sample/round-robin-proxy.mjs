import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { pipeline } from 'node:stream';

/** Headers of one connection alone, so they are not passed on. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade']);

/**
 * A proxy on 127.0.0.1 that gives one request to each target in turn. A request is never repeated: one whose target has gone meanwhile
 * is answered 502, as by any proxy, and Meta delivers a webhook again that was.
 */
export class RoundRobinProxy {
  #targets = [];
  #turn = 0;
  // A connection that is kept could be closed by the target just when it is used again.
  #agent = new Agent({ keepAlive: false });
  #server = createServer((request, response) => this.#forward(request, response));

  /** @throws Error with code `EADDRINUSE` where the port is taken */
  async listen(port) {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  add(url) {
    this.#targets.push(url);
  }

  remove(url) {
    this.#targets = this.#targets.filter((target) => target !== url);
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #forward(request, response) {
    const target = this.#targets[this.#turn % this.#targets.length];
    this.#turn += 1;
    if (target === undefined) {
      response.writeHead(503).end('No web process is left\n');
      return;
    }
    const { method, url, headers } = request;
    const options = { method, agent: this.#agent, headers: passedOn(headers) };
    const onward = httpRequest(new URL(url, target), options, (answer) => {
      response.writeHead(answer.statusCode, passedOn(answer.headers));
      pipeline(answer, response, () => {});
    });
    onward.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end('The web process has gone while it had the request\n');
    });
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }
}

function passedOn(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}
