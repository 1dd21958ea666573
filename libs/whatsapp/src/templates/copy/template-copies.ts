import { Inject, Injectable, Logger } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { Clock } from '../../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { GraphClient } from '../../graph/index.js';
import { isMessageTemplate, TEMPLATE_FIELDS, type MessageTemplate } from '../definition/message-template.js';
import { pagesOf } from '../definition/template-pages.js';
import { TemplateStore, type TemplateCopy } from './template-store.js';

/** The time that a send waits for Meta's definition of a template, in milliseconds; then it goes out unchecked. */
const LOADING_MS = 5_000;

/** The pause before a business account is asked again after a failure, in milliseconds. */
const PAUSE_AFTER_FAILURE_MS = 60_000;

/**
 * The approved templates, copied as they are needed. Where neither the store nor Meta can be asked, nothing is known: that stops no
 * message.
 */
@Injectable()
export class TemplateCopies {
  private readonly logger = new Logger('WhatsAppTemplates');
  readonly #loading = new Map<string, Promise<TemplateCopy | undefined>>();
  readonly #failedAt = new Map<string, number>();
  readonly #maxAgeMs: number;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { templateCheck }: Pick<ResolvedWhatsAppOptions, 'templateCheck'>,
    private readonly store: TemplateStore,
    private readonly graph: GraphClient,
    private readonly clock: Clock,
  ) {
    this.#maxAgeMs = templateCheck.maxAgeMs;
  }

  /**
   * A template in all its languages; `undefined` where that is not known.
   *
   * @param maxAgeMs an older copy is not good enough
   */
  async find(
    account: WhatsAppAccount,
    name: string,
    maxAgeMs = this.#maxAgeMs,
  ): Promise<TemplateCopy | undefined> {
    const { businessAccountId } = account;
    if (businessAccountId === undefined) return undefined;
    const copy = await this.stored(businessAccountId, name);
    if (copy && this.clock.now() - copy.loadedAt < maxAgeMs) return copy;
    const loaded = await this.load(account, businessAccountId, name);
    // Better an old one than none.
    return loaded ?? copy;
  }

  /** The next send reads the template anew. */
  async forget(businessAccountId: string, name: string): Promise<void> {
    try {
      await this.store.forget(businessAccountId, name);
    } catch (error) {
      this.logger.error(`The storage of templates failed, so an old copy may stay: ${reasonOf(error)}`);
    }
  }

  private async stored(businessAccountId: string, name: string): Promise<TemplateCopy | undefined> {
    try {
      return await this.store.find(businessAccountId, name);
    } catch (error) {
      this.logger.error(`The storage of templates failed, so Meta is asked: ${reasonOf(error)}`);
      return undefined;
    }
  }

  private load(
    account: WhatsAppAccount,
    businessAccountId: string,
    name: string,
  ): Promise<TemplateCopy | undefined> {
    const failedAt = this.#failedAt.get(businessAccountId);
    if (failedAt !== undefined && this.clock.now() - failedAt < PAUSE_AFTER_FAILURE_MS) {
      return Promise.resolve(undefined);
    }
    const key = `${businessAccountId} ${name}`;
    const loading = this.#loading.get(key);
    if (loading) return loading;
    const run = this.fetch(account, businessAccountId, name).finally(() => this.#loading.delete(key));
    this.#loading.set(key, run);
    return run;
  }

  private async fetch(
    account: WhatsAppAccount,
    businessAccountId: string,
    name: string,
  ): Promise<TemplateCopy | undefined> {
    const limit = new AbortController();
    const done = new AbortController();
    void this.clock.sleep(LOADING_MS, done.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    try {
      const templates: MessageTemplate[] = [];
      const query = { name, fields: TEMPLATE_FIELDS, limit: 100 };
      for await (const item of pagesOf(
        this.graph,
        account,
        `${businessAccountId}/message_templates`,
        query,
        limit.signal,
      )) {
        // Meta also finds names that only contain it.
        if (isMessageTemplate(item) && item.name === name) templates.push(item);
      }
      const copy = { templates, loadedAt: this.clock.now() };
      this.#failedAt.delete(businessAccountId);
      await this.keep(businessAccountId, name, copy);
      return copy;
    } catch (error) {
      if (!this.#failedAt.has(businessAccountId)) {
        this.logger.warn(
          `The templates of business account ${businessAccountId} cannot be read, so messages are not held against them: ${reasonOf(error)}`,
        );
      }
      this.#failedAt.set(businessAccountId, this.clock.now());
      return undefined;
    } finally {
      done.abort();
    }
  }

  private async keep(businessAccountId: string, name: string, copy: TemplateCopy): Promise<void> {
    try {
      await this.store.keep(businessAccountId, name, copy);
    } catch (error) {
      this.logger.error(
        `The storage of templates failed, so the next send asks Meta again: ${reasonOf(error)}`,
      );
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}
