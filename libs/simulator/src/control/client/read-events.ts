import type { SimulatorEvent } from '../api/index.js';
import { SimulatorRequestError } from './simulator-request.error.js';

/** Reads a stream of server-sent events; by fetch, because Node.js 20 has no EventSource. */
export async function* readEvents(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): AsyncGenerator<SimulatorEvent> {
  const response = await fetch(url, {
    headers: { ...headers, accept: 'text/event-stream' },
    ...(signal ? { signal } : {}),
  });
  if (!response.ok || !response.body) throw new SimulatorRequestError(response.status, await response.text());
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice('data:'.length).trimStart());
        if (data.length === 0) continue;
        const event: SimulatorEvent = JSON.parse(data.join('\n'));
        yield event;
      }
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
