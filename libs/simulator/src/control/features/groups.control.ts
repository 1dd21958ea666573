import type { Group } from '../../engine/groups/group-book.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import { errorText } from '../../common/error-text.js';
import type { GroupView, MessageView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { groupView } from '../views/group-view.js';
import { messageView } from '../views/message-view.js';
import { findPerson } from './lookup.js';

const MESSAGES_LIMIT = 200;

/** The groups that the business has opened, and who comes and goes. */
export class GroupsControl {
  constructor(private readonly engine: SimulatorEngine) {}

  list(): GroupView[] {
    return this.engine.state.groups.all.map((group) => this.view(group));
  }

  get(id: string): GroupView {
    return this.view(this.find(id));
  }

  messages(id: string, limit = MESSAGES_LIMIT): MessageView[] {
    const { state } = this.engine;
    const records = state.history.inGroup(this.find(id).id);
    return records.slice(-limit).map((record) => messageView(record, state));
  }

  async changeMembership(groupId: string, personId: string, change: 'join' | 'leave'): Promise<GroupView> {
    const { state, membership } = this.engine;
    const group = this.find(groupId);
    try {
      await membership[change](group, findPerson(state, personId));
    } catch (error) {
      throw error instanceof ControlError ? error : new ControlError(errorText(error));
    }
    return this.view(group);
  }

  private view(group: Group): GroupView {
    return groupView(group, this.engine.state.clock.now());
  }

  private find(id: string): Group {
    const group = this.engine.state.groups.find(id);
    if (group) return group;
    throw new ControlError(`There is no group ${id}.`, 404);
  }
}
