import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIPv4 } from 'node:net';
import { ForbiddenException, UnsupportedMediaTypeException } from '@nestjs/common';
import { WEBHOOK_PATH } from './webhook-path.js';

/** Compared as Express compares paths. Meta calls it by any name, and signs what it sends. */
const WEBHOOK = new RegExp(`^/${WEBHOOK_PATH}/?(?:\\?|$)`, 'i');

/**
 * A middleware that keeps the app from other people's pages: a browser lets any site send forms to this machine, and a site whose name
 * is pointed at this machine may read the answers too. An app with users of its own has a login and a guard in its place.
 *
 * @param allowedHosts names without port, beside those of this machine
 */
export function localAccess(
  allowedHosts: readonly string[],
): (request: IncomingMessage, response: ServerResponse, next: (error?: Error) => void) => void {
  return (request, response, next) => {
    if (WEBHOOK.test(request.url ?? '')) {
      next();
      return;
    }
    response.setHeader('content-security-policy', "frame-ancestors 'none'");
    next(foreignHost(request, allowedHosts) ?? (isReading(request) ? undefined : foreignCall(request)));
  };
}

function foreignHost({ headers: { host = '' } }: IncomingMessage, allowed: readonly string[]) {
  const name = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/.exec(host.toLowerCase())?.[1];
  if (name !== undefined && (isLoopback(name) || allowed.includes(name))) return undefined;
  return new ForbiddenException(
    `The Host header is ${JSON.stringify(host)}, which is not known to be this app: call it as localhost or 127.0.0.1, or name the host in ALLOWED_HOSTS`,
  );
}

function foreignCall({ headers }: IncomingMessage) {
  if (headers['sec-fetch-site'] === 'cross-site') {
    return new ForbiddenException(
      'A page of another site has sent this (Sec-Fetch-Site: cross-site), and those may change nothing here: use the page at /docs, or call from a program',
    );
  }
  const type = headers['content-type'];
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (type === undefined && !hasBody) return undefined;
  if (type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json') return undefined;
  return new UnsupportedMediaTypeException(
    `The Content-Type header is ${JSON.stringify(type ?? '')}: send JSON, with "Content-Type: application/json"`,
  );
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}
