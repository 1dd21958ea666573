import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of this folder that answers each message that it is sent with one message. */
export class Child {
  /** The first message of the process, sent when it could start its work. */
  ready;
  #name;
  #process;
  #exited;

  /** Resolves when the process is ready. */
  static async start(script, args = []) {
    const child = new Child(script, args);
    child.ready = await child.#answer();
    return child;
  }

  constructor(script, args) {
    this.#name = [script, ...args].join(' ');
    // The processes inherit Node's own flags, --cpu-prof for instance. What they print is no part of the table.
    this.#process = fork(join(import.meta.dirname, script), args, {
      stdio: ['ignore', 2, 2, 'ipc'],
      env: withoutProxies(process.env),
    });
    this.#exited = once(this.#process, 'exit');
  }

  ask(question) {
    this.#process.send(question);
    return this.#answer();
  }

  async stop() {
    if (this.#process.connected) this.#process.disconnect();
    await this.#exited;
  }

  async #answer() {
    const answered = new AbortController();
    try {
      return await Promise.race([
        once(this.#process, 'message', { signal: answered.signal }).then(([message]) => message),
        this.#exited.then(([code]) => {
          throw new Error(`${this.#name} ended with code ${code}; what it printed is above`);
        }),
      ]);
    } finally {
      answered.abort();
    }
  }
}

/** A proxy between the client and a server on this machine would be what is measured. */
function withoutProxies(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$/i.test(name)));
}
