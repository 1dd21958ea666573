import { WhatsAppValidationError } from '../../errors/index.js';

/** A part of a file: `end` is its last byte, inclusive, and the file's last one if left out. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\//i;

/**
 * The header `range` that asks for a part (RFC 9110, section 14.2).
 *
 * @throws WhatsAppValidationError where it names no part
 */
export function rangeHeader({ start, end }: ByteRange): string {
  if (isPlace(start) && (end === undefined || (isPlace(end) && end >= start))) {
    return `bytes=${start}-${end ?? ''}`;
  }
  const message = 'must have a `start` of 0 or more, and an `end` that is not before it, in whole bytes';
  throw new WhatsAppValidationError([{ path: 'range', message }]);
}

/**
 * Returns the number of bytes that an answer gives of the part that was asked for; `undefined`
 * where it does not say. A file that ends earlier gives fewer; no bytes at all mean that it gives
 * another part.
 *
 * @param contentRange the header `content-range` of the answer
 */
export function bytesGiven({ start, end }: ByteRange, contentRange: string | undefined): number | undefined {
  const [, first, last] = CONTENT_RANGE.exec(contentRange ?? '') ?? [];
  if (first === undefined || last === undefined) return undefined;
  const isRight =
    Number(first) === start && Number(last) >= start && (end === undefined || Number(last) <= end);
  return isRight ? Number(last) - start + 1 : 0;
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
