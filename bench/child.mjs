import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process that answers each message that it is sent with one message. */
export class Child {
  #process;
  #name;

  /** Resolves when the process has said its first word, which is `ready`. */
  static async start(script, args = []) {
    const child = new Child();
    child.#name = [script, ...args].join(' ');
    // The processes inherit Node's own flags, --cpu-prof for instance.
    child.#process = fork(join(import.meta.dirname, script), args, {
      stdio: ['ignore', 2, 2, 'ipc'],
      env: withoutProxies(process.env),
    });
    child.ready = await child.#answer();
    return child;
  }

  ask(question) {
    this.#process.send(question);
    return this.#answer();
  }

  async stop() {
    const exited = once(this.#process, 'exit');
    this.#process.disconnect();
    await exited;
  }

  async #answer() {
    const done = new AbortController();
    const { signal } = done;
    try {
      return await Promise.race([
        once(this.#process, 'message', { signal }).then(([message]) => message),
        once(this.#process, 'exit', { signal }).then(([code]) => {
          throw new Error(`${this.#name} ended with code ${code}; its output is above`);
        }),
      ]);
    } finally {
      done.abort();
    }
  }
}

/** A proxy between the client and a server on this machine would be what is measured. */
function withoutProxies(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$/i.test(name)));
}
