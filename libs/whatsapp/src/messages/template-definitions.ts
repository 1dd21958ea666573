import { Injectable } from '@nestjs/common';
import { isRecord } from '../common/internal.js';
import type { WhatsAppTemplateDefinition } from '../config/index.js';
import type { SendingAccount } from './pipeline/pending-send.js';

/** Seconds until Meta drops a template message, where its definition says nothing else (platform rules, time-to-live). */
const defaultTtlSeconds = { authentication: 600, marketing: 2_592_000, utility: 2_592_000 } as const;

/** The properties of a template that the rules of the platform depend on. */
export interface TemplateTraits {
  readonly category: 'authentication' | 'marketing' | 'utility';
  /** Seconds until Meta drops a message of it that was not delivered. */
  readonly ttlSeconds: number;
}

/** The traits of a template of a category, with Meta's time-to-live for it where the template has none of its own. */
export function templateTraits(
  category: TemplateTraits['category'],
  ttlSeconds: number = defaultTtlSeconds[category],
): TemplateTraits {
  return { category, ttlSeconds };
}

/** The template that a message sends. */
export interface SentTemplate {
  readonly name: string;
  /** Empty where a raw body names none. */
  readonly language: string;
}

/** Reads which template a message sends; `undefined` where it sends none. A raw body may hold anything. */
export function templateOf(message: object): SentTemplate | undefined {
  const template: unknown = 'template' in message ? message.template : undefined;
  if (!isRecord(template)) return undefined;
  const { name, language } = template;
  const code = isRecord(language) ? (language['code'] ?? '') : '';
  return typeof name === 'string' && typeof code === 'string' ? { name, language: code } : undefined;
}

/**
 * Finds the properties of a template: its category and its time-to-live. An unknown template is
 * taken to live 30 days and not to be marketing.
 *
 * @publicApi
 */
export abstract class TemplateDefinitions {
  /** @param account the one that sends: templates belong to its WhatsApp Business Account */
  abstract find(
    name: string,
    language: string,
    account?: SendingAccount,
  ): Promise<TemplateTraits | undefined>;
}

/** Finds templates in the list of the module's options. */
@Injectable()
export class StaticTemplateDefinitions extends TemplateDefinitions {
  readonly #traits = new Map<string, TemplateTraits>();

  constructor(definitions: readonly WhatsAppTemplateDefinition[]) {
    super();
    for (const { name, language, category, ttlSeconds } of definitions) {
      this.#traits.set(keyOf(name, language), templateTraits(category, ttlSeconds));
    }
  }

  find(name: string, language: string): Promise<TemplateTraits | undefined> {
    return Promise.resolve(this.#traits.get(keyOf(name, language)) ?? this.#traits.get(keyOf(name)));
  }
}

function keyOf(name: string, language = ''): string {
  return `${name} ${language}`;
}
