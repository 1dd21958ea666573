import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import { errorText } from '../../error-text.js';
import type { GroupView } from '../api/index.js';
import { ControlError } from '../control.error.js';
import { groupView } from '../views/state-views.js';
import { findPerson } from './lookup.js';

/** The groups that the business has opened, and who comes and goes. */
export class GroupsControl {
  constructor(private readonly engine: SimulatorEngine) {}

  list(): GroupView[] {
    return this.engine.state.groups.all.map(groupView);
  }

  async changeMembership(groupId: string, personId: string, change: 'join' | 'leave'): Promise<GroupView> {
    const { state, membership } = this.engine;
    const group = state.groups.find(groupId);
    if (!group) throw new ControlError(`There is no group ${groupId}.`, 404);
    try {
      await membership[change](group, findPerson(state, personId));
    } catch (error) {
      throw error instanceof ControlError ? error : new ControlError(errorText(error));
    }
    return groupView(group);
  }
}
