import { request, type IncomingHttpHeaders } from 'node:http';

/** The answer to a browser. */
export interface BrowserAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** As a browser may be made to call: `fetch` lets nobody set `Host` or `Sec-Fetch-Site`. */
export function callAsBrowser(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<BrowserAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(url, { method, headers: { ...length, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    outgoing.on('error', reject).end(body);
  });
}
