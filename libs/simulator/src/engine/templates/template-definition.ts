/** The purpose of a template; it decides the price, the time-to-live and who gets it. */
export type TemplateCategory = 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';

/** Meta's states of a template. */
export type TemplateStatus =
  'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'PENDING_DELETION' | 'ARCHIVED';

/** A template to start with; its components are as Meta's endpoint for creating them takes them. */
export interface SimulatedTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly components: readonly Readonly<Record<string, unknown>>[];
  /** @default 'APPROVED' */
  readonly status?: TemplateStatus | undefined;
  /** @default 'POSITIONAL' */
  readonly parameterFormat?: 'POSITIONAL' | 'NAMED' | undefined;
  /** Time-to-live in seconds; -1: 30 days. @default by the category */
  readonly messageSendTtlSeconds?: number | undefined;
  /** The template of Meta's library that it was made of. */
  readonly libraryTemplateName?: string | undefined;
  /** Fields that are shown as they were given, under Meta's names. */
  readonly further?: Readonly<Record<string, unknown>> | undefined;
}

/** The effect of pacing on a template's messages: none, holds and releases them, or holds and drops them. */
export type Pacing = 'none' | 'release' | 'drop';

/** A template while the simulator runs. */
export interface TemplateDefinition {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  category: TemplateCategory;
  previousCategory: TemplateCategory | undefined;
  components: readonly Readonly<Record<string, unknown>>[];
  status: TemplateStatus;
  /** The state before it was archived. */
  statusBeforeArchive: TemplateStatus | undefined;
  readonly parameterFormat: 'POSITIONAL' | 'NAMED';
  readonly libraryTemplateName: string | undefined;
  /** Fields that are shown as they were given, under Meta's names. */
  further?: Readonly<Record<string, unknown>> | undefined;
  messageSendTtlSeconds: number | undefined;
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  qualityScore: string;
  rejectedReason: string;
  pacing: Pacing;
  /** The number of pauses for its quality: the third time disables it. */
  pauses: number;
  pausedAt: number;
  /** The times of its edits, in milliseconds since 1970. */
  readonly edits: number[];
}
