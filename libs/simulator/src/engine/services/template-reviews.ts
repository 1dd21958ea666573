import type { SimulatorState } from '../state/simulator-state.js';
import { isUnreadable } from '../templates/check-variables.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import { componentsUpdate } from '../templates/components-update.js';
import type {
  Pacing,
  TemplateCategory,
  TemplateDefinition,
  TemplateStatus,
} from '../templates/template-definition.js';

/** The way in which new and edited templates are reviewed. */
export interface TemplateReviewOptions {
  /** The decision; `manual`: only when told. @default 'approve' */
  readonly decision: 'approve' | 'reject' | 'manual';
  /** The duration of a review, in milliseconds. @default 1000 */
  readonly afterMs: number;
}

/** A decision of Meta's about a template. */
export type TemplateDecision = 'approve' | 'reject' | 'pause' | 'unpause' | 'disable' | 'flag';

/** The changes of a template that a review makes. */
export interface TemplateReviewResult {
  readonly decision?: TemplateDecision | undefined;
  /** The reason of a rejection. */
  readonly reason?: string | undefined;
  readonly qualityScore?: string | undefined;
  readonly pacing?: Pacing | undefined;
  readonly category?: TemplateCategory | undefined;
  readonly components?: TemplateDefinition['components'] | undefined;
}

const HOUR_MS = 60 * 60 * 1000;
/** The pauses of a template for its quality: the first and the second one; the third time it is disabled. */
const PAUSES_MS = [3 * HOUR_MS, 6 * HOUR_MS];
const PAUSE_TITLES = ['FIRST_PAUSE', 'SECOND_PAUSE'];

/** Decides about templates, and tells the business. */
export class TemplateReviews {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
    private readonly options: TemplateReviewOptions,
  ) {}

  /** Takes a new or edited template for review. */
  submit(template: TemplateDefinition): void {
    const { decision, afterMs } = this.options;
    template.status = 'PENDING';
    this.changed(template);
    if (decision === 'manual') return;
    const flawed = isUnreadable(template.components, template.parameterFormat);
    this.state.clock.schedule(afterMs, async () => {
      if (template.status !== 'PENDING') return;
      await this.decide(template, { decision: flawed ? 'reject' : decision, reason: 'INVALID_FORMAT' });
    });
  }

  /** Resolves when the business has been told. */
  async decide(template: TemplateDefinition, result: TemplateReviewResult): Promise<void> {
    if (result.pacing !== undefined) template.pacing = result.pacing;
    if (result.category !== undefined) await this.recategorize(template, result.category);
    if (result.components !== undefined) {
      template.components = result.components;
      this.changed(template);
      await this.tellComponents(template);
    }
    if (result.qualityScore !== undefined) await this.score(template, result.qualityScore);
    switch (result.decision) {
      case 'approve':
        template.rejectedReason = 'NONE';
        await this.enter(template, 'APPROVED', 'APPROVED', { reason: 'NONE' });
        break;
      case 'reject':
        template.rejectedReason = result.reason ?? 'INVALID_FORMAT';
        await this.enter(template, 'REJECTED', 'REJECTED', { reason: template.rejectedReason });
        break;
      case 'pause':
        await this.pause(template);
        break;
      case 'unpause':
        await this.enter(template, 'APPROVED', 'REINSTATED', { other_info: { title: 'UNPAUSE' } });
        break;
      case 'disable':
        await this.disable(template);
        break;
      case 'flag':
        await this.tell(template, 'FLAGGED', {});
        break;
      case undefined:
        this.changed(template);
        break;
    }
  }

  /** Resolves when the business has been told of a template's new parts. */
  async tellComponents(template: TemplateDefinition): Promise<void> {
    await this.sink.send({
      field: 'message_template_components_update',
      value: { ...nameOf(template), ...componentsUpdate(template.components) },
      summary: `template ${template.name}: components`,
    });
  }

  /** Puts a template away: it cannot be sent until it is taken out again. */
  async archive(template: TemplateDefinition): Promise<void> {
    template.statusBeforeArchive = template.status;
    await this.enter(template, 'ARCHIVED', 'ARCHIVED', { reason: 'NONE' });
  }

  /** Takes a template out again, as it was. */
  async unarchive(template: TemplateDefinition): Promise<void> {
    await this.enter(template, template.statusBeforeArchive ?? 'APPROVED', 'UNARCHIVED', { reason: 'NONE' });
    template.statusBeforeArchive = undefined;
  }

  private async recategorize(template: TemplateDefinition, category: TemplateCategory): Promise<void> {
    const previous = template.category;
    if (previous === category) return;
    template.previousCategory = previous;
    template.category = category;
    this.changed(template);
    await this.sink.send({
      field: 'template_category_update',
      value: { ...nameOf(template), previous_category: previous, new_category: category },
      summary: `template ${template.name}: ${category}`,
    });
  }

  private async pause(template: TemplateDefinition): Promise<void> {
    const pauseMs = PAUSES_MS[template.pauses];
    const title = PAUSE_TITLES[template.pauses];
    if (pauseMs === undefined || title === undefined) {
      await this.disable(template);
      return;
    }
    template.pauses += 1;
    template.pausedAt = this.state.clock.now();
    const { pausedAt } = template;
    await this.enter(template, 'PAUSED', 'PAUSED', {
      other_info: { title, description: `Paused for ${pauseMs / HOUR_MS} hours because of its quality.` },
    });
    this.state.clock.schedule(pauseMs, async () => {
      if (template.status === 'PAUSED' && template.pausedAt === pausedAt) {
        await this.decide(template, { decision: 'unpause' });
      }
    });
  }

  private async disable(template: TemplateDefinition): Promise<void> {
    const date = Math.floor(this.state.clock.now() / 1000);
    await this.enter(template, 'DISABLED', 'DISABLED', { disable_info: { disable_date: date } });
  }

  private async score(template: TemplateDefinition, score: string): Promise<void> {
    const previous = template.qualityScore;
    template.qualityScore = score;
    this.changed(template);
    await this.sink.send({
      field: 'message_template_quality_update',
      value: { previous_quality_score: previous, new_quality_score: score, ...nameOf(template) },
      summary: `template ${template.name}: quality ${score}`,
    });
  }

  private async enter(
    template: TemplateDefinition,
    status: TemplateStatus,
    event: string,
    members: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    template.status = status;
    this.changed(template);
    await this.tell(template, event, members);
  }

  private async tell(
    template: TemplateDefinition,
    event: string,
    members: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.sink.send({
      field: 'message_template_status_update',
      value: {
        event,
        ...nameOf(template),
        message_template_category: template.category,
        reason: null,
        ...members,
      },
      summary: `template ${template.name}: ${event}`,
    });
  }

  private changed(template: TemplateDefinition): void {
    this.state.events.tell({ name: 'template', about: template });
  }
}

/** The id is a JSON number in webhooks; the language is written as in a send: `pt_BR`. */
function nameOf(template: TemplateDefinition): Readonly<Record<string, unknown>> {
  return {
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
  };
}
