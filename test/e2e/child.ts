import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

/** A Node program run as its user runs it: a process of its own whose output is read, not a terminal. */
export class Child {
  stdout = '';
  stderr = '';
  private readonly process: ChildProcessWithoutNullStreams;
  /** The exit code, or the signal that ended it. */
  readonly exit: Promise<number | string>;

  constructor(
    script: string,
    environment: Readonly<Record<string, string>>,
    nodeOptions: readonly string[] = [],
    args: readonly string[] = [],
  ) {
    this.process = spawn(process.execPath, [...nodeOptions, script, ...args], {
      // Away from the repository: a developer's own .env file must not be read.
      cwd: tmpdir(),
      env: { ...withoutWhatsApp(process.env), ...environment },
    });
    this.process.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.process.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    // "close" comes after the last output, "exit" may come before it.
    this.exit = once(this.process, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  }

  /** Resolves with the first match in the output; rejects where the program ends without it. */
  async output(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match) return match;
      const more = once(this.process.stdout, 'data').then(() => true);
      if (!(await Promise.race([more, this.exit.then(() => false)]))) {
        throw new Error(`The program ended without printing ${pattern}.\n${this.stdout}\n${this.stderr}`);
      }
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}

function withoutWhatsApp(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = ([name]: [string, unknown]): boolean =>
    !/^WHATSAPP_|^(SIMULATOR_)?PORT$|^ALLOWED_HOSTS$|^STORAGE_URL$|^NODE_OPTIONS$/.test(name);
  return Object.fromEntries(Object.entries(environment).filter(own));
}
