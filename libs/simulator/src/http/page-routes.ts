import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { FRAME_ANCESTORS, type ToolAccess } from './access/tool-access.js';

/** The folder of the built chat page (`npm run build:page`); as far from this file's source as from its compiled form. */
const FOLDER = new URL('../../dist/page/', import.meta.url);
const NOT_BUILT = 'The chat page is not built: run "npm run build:page" and load this page again.\n';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page asks nobody but the simulator, and runs no code but its own, whatever a message says. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  FRAME_ANCESTORS,
].join('; ');

/** Whether an address is one of the chat page's, and so no Graph call. */
export function isPagePath(url: string): boolean {
  return url.startsWith('/page/') || /^\/(?:\?|$)/.test(url);
}

/** Serves the chat page at `/` and its files below `/page`; nothing is read before the first one is asked for. */
export function addPageRoutes(server: FastifyInstance, { guardPage }: ToolAccess): void {
  const options = { onRequest: guardPage };
  server.get('/', options, (_request, reply) => sendFile(reply, 'index.html'));
  server.get<{ Params: { readonly file: string } }>('/page/:file', options, (request, reply) =>
    sendFile(reply, `page/${request.params.file}`),
  );
}

async function sendFile(reply: FastifyReply, name: string): Promise<FastifyReply> {
  const type = TYPES[extname(name)];
  // Only names that are in the folder are opened: no path leads out of it.
  const names = await readdir(FOLDER, { recursive: true }).catch((): string[] => []);
  if (type === undefined || !names.some((file) => file.replaceAll('\\', '/') === name)) {
    return reply.status(404).type('text/plain; charset=utf-8').send(NOT_BUILT);
  }
  return reply
    .headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // Vite puts a hash into every name but the page's own.
      'cache-control': name === 'index.html' ? 'no-cache' : 'max-age=31536000, immutable',
    })
    .type(type)
    .send(await readFile(new URL(name, FOLDER)));
}
