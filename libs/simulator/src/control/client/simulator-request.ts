import { SimulatorRequestError } from './simulator-request.error.js';

/** Calls of the control API: JSON both ways. */
export class SimulatorRequest {
  /** The headers of every call. */
  readonly headers: Readonly<Record<string, string>>;
  private readonly base: string;

  /** @param token what the control API asks for */
  constructor(
    url: string,
    private readonly token: string | undefined,
  ) {
    this.base = `${url.replace(/\/+$/, '')}/simulator`;
    this.headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  /** The full address of a path below `/simulator`. */
  address(path: string): string {
    return this.base + path;
  }

  /** The address for who can send no headers, as a picture in a page: with the token in it. */
  link(path: string, query: Readonly<Record<string, string>> = {}): string {
    return withQuery(this.address(path), { ...query, token: this.token });
  }

  get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): Promise<T> {
    return this.call(withQuery(path, query), { method: 'GET', headers: this.headers });
  }

  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    if (body === undefined) return this.call(path, { method, headers: this.headers });
    const headers = { ...this.headers, 'content-type': 'application/json' };
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

function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}
