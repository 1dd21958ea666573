import { ActionError } from '../../engine/errors/action.error.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import type { ActionResult, MessageView } from '../api/index.js';
import type { ControlAction } from './control-action.js';
import { ControlError } from './control.error.js';
import { messageView } from '../views/message-view.js';
import { findNumber, findPerson } from './lookup.js';

const MESSAGES_LIMIT = 200;

/** Shows the messages of people and businesses, and lets people act. */
export class ConversationsControl {
  constructor(private readonly engine: SimulatorEngine) {}

  messages(
    personId: string,
    query: { readonly phoneNumberId?: string; readonly limit?: number } = {},
  ): MessageView[] {
    const { state } = this.engine;
    const records = state.history.with(findPerson(state, personId), query.phoneNumberId);
    return records.slice(-(query.limit ?? MESSAGES_LIMIT)).map((record) => messageView(record, state));
  }

  message(id: string): MessageView {
    const { state } = this.engine;
    const record = state.history.get(id);
    if (!record) throw new ControlError(`There is no message ${id} in the history.`, 404);
    return messageView(record, state);
  }

  async act(personId: string, { phoneNumberId, ...action }: ControlAction): Promise<ActionResult> {
    const { state, actor } = this.engine;
    const person = findPerson(state, personId);
    try {
      const outcome = await actor.act(person, findNumber(state, phoneNumberId), action);
      const { messageId, callId, webhookIds } = outcome;
      return {
        ...(messageId === undefined ? {} : { messageId }),
        ...(callId === undefined ? {} : { callId }),
        webhookIds,
      };
    } catch (error) {
      throw error instanceof ActionError ? new ControlError(error.message) : error;
    }
  }
}
