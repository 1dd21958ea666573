import { finished, type Readable } from 'node:stream';
import { BadRequestException } from '@nestjs/common';
import type { ReadBody } from './webhook-request.js';

/** The longest body that is taken, in bytes: 3 MB (Webhooks reference, delivery). */
export const MAX_WEBHOOK_BYTES = 3 * 1024 * 1024;

/**
 * Reads a request's body to its end, and keeps it unless it is too large.
 *
 * @throws BadRequestException where the sender went away before the end
 */
export function readRawBody(body: Readable): Promise<ReadBody> {
  if (body.readableDidRead || body.readableEnded || body.destroyed) return Promise.resolve('consumed');
  return new Promise((resolve, reject) => {
    let size = 0;
    let chunks: Uint8Array[] = [];
    body.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      // What is too large is read on, so that the answer finds a sender who has done sending.
      if (size > MAX_WEBHOOK_BYTES) chunks = [];
      else chunks.push(chunk);
    });
    finished(body, { writable: false }, (error) => {
      if (error) reject(new BadRequestException('The body ended early'));
      else resolve(size > MAX_WEBHOOK_BYTES ? 'too-large' : Buffer.concat(chunks, size));
    });
  });
}
