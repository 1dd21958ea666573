import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import type { TemplateReview, TemplateView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { templateView } from '../views/state-views.js';

/** The templates of the account, and Meta's decisions about them. */
export class TemplatesControl {
  constructor(private readonly engine: SimulatorEngine) {}

  list(): TemplateView[] {
    return this.engine.state.templates.all.map(templateView);
  }

  async review(id: string, review: TemplateReview): Promise<TemplateView> {
    const template = this.engine.state.templates.get(id);
    if (!template) throw new ControlError(`There is no template ${id}.`, 404);
    await this.engine.reviews.decide(template, review);
    return templateView(template);
  }
}
