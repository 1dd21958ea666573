import { spawn } from 'node:child_process';

/** What npm and node --test leave in the environment of a script: an app outside the repository would not have it. */
const INHERITED =
  /^(npm_(lifecycle|package|config_local_prefix|config_workspace|config_loglevel|command|execpath)|INIT_CWD|NODE_TEST_CONTEXT)/;

/**
 * Runs a command to its end.
 *
 * @returns its exit code and what it printed, both streams together
 */
export function run(command, args, { cwd, env = {}, timeoutMs = 300_000 }) {
  const inherited = Object.entries(process.env).filter(([name]) => !INHERITED.test(name));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...Object.fromEntries(inherited), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const text = Buffer.concat(output).toString('utf8');
      resolve({
        code: code ?? 1,
        output: signal ? `${text}\nended by ${signal} (limit: ${timeoutMs} ms)` : text,
      });
    });
  });
}

/** Like {@link run}, and throws with the whole output where the command fails. */
export async function runOrThrow(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    throw new Error(
      `"${[command, ...args].join(' ')}" ended with exit code ${code} in ${options.cwd}:\n${output}`,
    );
  }
  return output;
}
