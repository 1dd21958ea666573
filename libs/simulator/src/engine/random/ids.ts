import { randomBytes } from 'node:crypto';
import { SeededRandom } from './seeded-random.js';

/** The position of the generator of ids. */
export interface IdsPosition {
  readonly count: number;
  /** The positions of the generators, where there is a seed. */
  readonly generators?: readonly number[] | undefined;
}

/** Makes ids in the shapes of Meta's. With a seed the same ids come in the same order. */
export class Ids {
  private count = 0n;
  private readonly generators: readonly SeededRandom[] = [];
  private readonly bytes: (length: number) => Buffer;
  /** Apart, so that a call more or less changes nothing about the ids. */
  private readonly traces: (length: number) => Buffer;

  /** @param seed without one, ids differ from run to run */
  constructor(seed?: number) {
    if (seed === undefined) {
      this.bytes = randomBytes;
      this.traces = randomBytes;
    } else {
      const [random, traces] = [new SeededRandom(seed ^ 0x1d5), new SeededRandom(seed ^ 0x7ace)];
      this.generators = [random, traces];
      this.bytes = (length) => random.bytes(length);
      this.traces = (length) => traces.bytes(length);
    }
  }

  /** The position; setting it goes on from there, so that no id is given twice. */
  get position(): IdsPosition {
    return { count: Number(this.count), generators: this.generators.map(({ position }) => position) };
  }

  set position({ count, generators = [] }: IdsPosition) {
    this.count = BigInt(count);
    for (const [place, generator] of this.generators.entries()) {
      generator.position = generators[place] ?? generator.position;
    }
  }

  /** A message id: the chat and a random part, base64 behind `wamid.`. */
  message(chat: string): string {
    return `wamid.${this.envelope(chat)}`;
  }

  /** A call id. */
  call(chat: string): string {
    return `wacid.${this.envelope(chat)}`;
  }

  /** An id of a node: digits only, never one given before. */
  node(): string {
    this.count += 1n;
    const random = this.bytes(4).readUInt32BE() % 900_000;
    return `${1_000_000_000 + random}${String(this.count).padStart(6, '0')}`;
  }

  /** A group's id. */
  group(): string {
    return Buffer.from(`capi_group:${this.node()}`).toString('base64').replaceAll('=', '');
  }

  /** A short code, of a QR code for instance. */
  code(length: number): string {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    return Array.from(this.bytes(length), (byte) => letters[byte % letters.length]).join('');
  }

  /** The trace of a call. */
  trace(): string {
    return `A${this.traces(16).toString('base64url')}`;
  }

  private envelope(chat: string): string {
    const name = Buffer.from(chat.slice(0, 127), 'latin1');
    const random = Buffer.from(this.bytes(9).toString('hex').toUpperCase(), 'latin1');
    return Buffer.concat([
      Buffer.from([0x1c, 0x18, name.length]),
      name,
      Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, random.length]),
      random,
      Buffer.from([0x00]),
    ]).toString('base64');
  }
}
