import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GraphApiError } from '../../errors/index.js';
import { WhatsAppSendObserver, type PendingSend, type SendObserver } from '../../messages/index.js';
import {
  InboundHandlerRegistry,
  type HandlerOutcome,
  type InboundEvent,
  type InboundHandler,
} from '../../webhooks/index.js';
import { readFilledTemplate } from '../definition/sent-template.js';
import { isRecord } from '../../common/internal.js';
import { textOf, type JsonPart } from '../definition/message-template.js';
import type { MessageTemplate } from '../definition/message-template.js';
import { TemplateStore } from './template-store.js';

const FIELDS: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
]);

/** The codes by which Meta says that a template differs from the copy. */
const MISMATCHES: ReadonlySet<number | undefined> = new Set([
  132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018,
]);

/** Keeps the copies of templates fresh: by what webhooks tell of them, and by what Meta refuses. */
@Injectable()
@WhatsAppSendObserver()
export class TemplateTracker implements InboundHandler, SendObserver, OnModuleInit {
  readonly id = 'nestjs-whatsapp:templates';
  readonly order = -100;

  constructor(
    private readonly store: TemplateStore,
    private readonly handlers: InboundHandlerRegistry,
  ) {}

  onModuleInit(): void {
    this.handlers.add(this);
  }

  matches(event: InboundEvent): boolean {
    return event.kind === 'field' && FIELDS.has(event.field);
  }

  async handle(event: InboundEvent): Promise<HandlerOutcome> {
    if (event.kind !== 'field') return 'handled';
    const value: unknown = event.value;
    const name = isRecord(value) ? textOf(value, 'message_template_name') : undefined;
    if (isRecord(value) && name !== undefined) await this.learn(event.businessAccountId, name, value);
    return 'handled';
  }

  /** Meta knows better. */
  async onRejected({ account, message }: PendingSend, error: Error): Promise<void> {
    if (!(error instanceof GraphApiError) || error.origin !== 'meta' || !MISMATCHES.has(error.graphCode))
      return;
    const sent = readFilledTemplate(message);
    if (sent && account.businessAccountId !== undefined)
      await this.store.forget(account.businessAccountId, sent.name);
  }

  private async learn(businessAccountId: string, name: string, value: JsonPart): Promise<void> {
    const copy = await this.store.find(businessAccountId, name);
    if (!copy) return;
    const concerned = copy.templates.find((template) => isConcerned(template, value));
    const changed = concerned && changedBy(value, concerned);
    // What the webhook does not spell out is read anew by the next send.
    if (!changed) return this.store.forget(businessAccountId, name);
    const templates = copy.templates.map((template) => (template === concerned ? changed : template));
    await this.store.keep(businessAccountId, name, { ...copy, templates });
  }
}

function isConcerned({ id, language }: MessageTemplate, value: JsonPart): boolean {
  const told = textOf(value, 'message_template_id');
  if (told !== undefined) return told === id;
  return textOf(value, 'message_template_language')?.replace('-', '_') === language;
}

/** The template as the webhook tells it; `undefined` where that cannot be said from the webhook alone. */
function changedBy(value: JsonPart, template: MessageTemplate): MessageTemplate | undefined {
  const status = textOf(value, 'event');
  // An approval may be that of an edit: the components may be others now.
  if (status !== undefined) return status === 'APPROVED' ? undefined : { ...template, status };
  const score = textOf(value, 'new_quality_score');
  if (score !== undefined) return { ...template, quality_score: { ...template.quality_score, score } };
  const category = textOf(value, 'new_category');
  return category === undefined ? undefined : { ...template, category, previous_category: template.category };
}
