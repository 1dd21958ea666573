import { signal } from '@preact/signals';
import type { ActionResult, PersonAction, PersonMessage } from '../../../src/control/api/index.js';
import { client } from './client.js';
import { replyTo, selectedGroupId, selectedNumberId, selectedPerson } from './selection.state.js';

/** The last error, for people to read; shown until it is closed or a few seconds are over. */
export const problem = signal<string | undefined>(undefined);

const PROBLEM_MS = 8000;
let forget: ReturnType<typeof setTimeout> | undefined;

/** Shows why something could not be done. */
export function report(error: unknown): void {
  problem.value = error instanceof Error ? error.message : String(error);
  clearTimeout(forget);
  forget = setTimeout(() => (problem.value = undefined), PROBLEM_MS);
}

/** Starts something that the simulator does; a failure is shown. */
export async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    report(error);
    return undefined;
  }
}

/** Lets the person whose phone it is act towards the selected business number. */
export function act(action: PersonAction): Promise<ActionResult | undefined> {
  const person = selectedPerson.value;
  return person ? actAs(person.id, action) : Promise.resolve(undefined);
}

/** Lets somebody act towards the selected business number. */
export function actAs(personId: string, action: PersonAction): Promise<ActionResult | undefined> {
  return attempt(client.act(personId, { phoneNumberId: selectedNumberId.value, ...action }));
}

/** Sends a message in the open chat, quoting the message that was chosen for it. */
export function sendMessage(message: PersonMessage): Promise<ActionResult | undefined> {
  const quoted = replyTo.value?.id;
  const groupId = selectedGroupId.value;
  replyTo.value = undefined;
  return act({
    action: 'send',
    message,
    ...(quoted === undefined ? {} : { replyTo: quoted }),
    ...(groupId === undefined ? {} : { groupId }),
  });
}
