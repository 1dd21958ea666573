import { randomBytes } from 'node:crypto';

/** Makes a message id in the shape of Meta's: the chat and a random part, base64 behind `wamid.`. */
export function createMessageId(chat: string): string {
  const name = Buffer.from(chat.slice(0, 127), 'latin1');
  const random = Buffer.from(randomBytes(9).toString('hex').toUpperCase(), 'latin1');
  return `wamid.${Buffer.concat([
    Buffer.from([0x1c, 0x18, name.length]),
    name,
    Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, random.length]),
    random,
    Buffer.from([0x00]),
  ]).toString('base64')}`;
}

/** Makes an `fbtrace_id`. */
export function createTraceId(): string {
  return `A${randomBytes(16).toString('base64url')}`;
}
