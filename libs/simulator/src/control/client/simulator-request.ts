import { SimulatorRequestError } from './simulator-request.error.js';

/** Calls of the control API: JSON both ways. */
export class SimulatorRequest {
  private readonly base: string;

  constructor(url: string) {
    this.base = `${url.replace(/\/+$/, '')}/simulator`;
  }

  /** The full address of a path below `/simulator`. */
  address(path: string): string {
    return this.base + path;
  }

  get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): Promise<T> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) search.set(name, String(value));
    return this.call(search.size > 0 ? `${path}?${search.toString()}` : path, { method: 'GET' });
  }

  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    if (body === undefined) return this.call(path, { method });
    const headers = { 'content-type': 'application/json' };
    return this.call(path, { method, headers, body: JSON.stringify(body) });
  }

  private async call<T>(path: string, init: RequestInit): Promise<T> {
    const response = await fetch(this.address(path), init);
    const text = await response.text();
    if (!response.ok) throw new SimulatorRequestError(response.status, text);
    // The shape is promised by the OpenAPI document, which the simulator's specs hold its answers against.
    const answer: T = JSON.parse(text === '' ? 'null' : text);
    return answer;
  }
}
