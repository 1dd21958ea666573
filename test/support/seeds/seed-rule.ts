import type { WhatsAppModuleOptions } from 'nestjs-whatsapp';
import type { SeedBench } from './seed-bench.js';

/** A statement of Meta's pages, as a sentence about the library and a test of it. */
export interface SeedRule {
  /** Words of the lines of the page that it stands for: where the pages are at hand, each of their statements must have a rule. */
  readonly at: readonly string[];
  readonly says: string;
  readonly options?: Partial<WhatsAppModuleOptions>;
  readonly test: (bench: SeedBench) => Promise<void> | void;
}

/** Statements that no program can break or keep, each with the reason; by words of their lines. */
export type BeyondTests = Readonly<Record<string, string>>;
