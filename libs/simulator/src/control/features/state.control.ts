import type { LinkedFile } from '../../engine/media/link-cache.js';
import { namedMedia } from '../../engine/media/named-media.js';
import type { MediaItem } from '../../engine/media/media-store.js';
import { resolveRules, type RulesOption } from '../../engine/state/rule-switches.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import { exportState } from '../../engine/snapshot/export-state.js';
import { importState } from '../../engine/snapshot/import-state.js';
import type { SimulatorSnapshot } from '../../engine/snapshot/simulator-snapshot.js';
import { errorText } from '../../common/error-text.js';
import type { RulesView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { SNAPSHOT } from '../schemas/snapshot.js';
import { SchemaChecker } from '../schemas/schema-checker.js';

/** Handles the simulator as a whole: rules, files, the state to export and import. */
export class StateControl {
  private readonly schemas = new SchemaChecker();

  constructor(private readonly engine: SimulatorEngine) {}

  setRules(option: RulesOption): RulesView {
    const { state } = this.engine;
    state.rules = resolveRules(option, state.rules);
    state.events.tell({ name: 'rules', about: undefined });
    return { ...state.rules };
  }

  export(): SimulatorSnapshot {
    return exportState(this.engine.state);
  }

  /** @throws ControlError for what is no state of this version; there is then still what there was */
  import(snapshot: SimulatorSnapshot): void {
    const { state, lifecycle, reviews } = this.engine;
    const problem = this.schemas.problem(SNAPSHOT, snapshot, 'state');
    if (problem !== undefined) throw new ControlError(`The state cannot be imported: ${problem}.`);
    try {
      importState(state, snapshot);
    } catch (error) {
      throw new ControlError(`The state cannot be imported: ${errorText(error)}`);
    }
    for (const template of state.templates.all) {
      if (template.status === 'PENDING') reviews.submit(template);
    }
    for (const person of state.people.known) {
      if (person.online) lifecycle.deliverWaiting(person);
    }
  }

  /** @throws ControlError for a link that no message has, and for one that gives no file */
  async linkedMedia(link: string): Promise<LinkedFile> {
    const { state } = this.engine;
    const kept = state.links.kept.get(link);
    if (kept) return kept;
    const named = state.messages
      .toArray()
      .some(({ type, body }) => namedMedia(type, body).some((file) => file.link === link));
    // Whether hosts elsewhere are asked is the rule's business, which does so when the message is sent.
    if (!named || !isOnThisMachine(link))
      throw new ControlError('No file of this link has been fetched.', 404);
    const fetched = await state.links.get(link, state.clock.now());
    if ('problem' in fetched) throw new ControlError(fetched.problem, 404);
    return fetched;
  }

  media(id: string): MediaItem {
    const { media, clock } = this.engine.state;
    const item = media.find(id, clock.now());
    if (!item) throw new ControlError(`There is no media ${id}, or it has expired.`, 404);
    return item;
  }
}

function isOnThisMachine(link: string): boolean {
  const host = URL.canParse(link) ? new URL(link).hostname : '';
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
