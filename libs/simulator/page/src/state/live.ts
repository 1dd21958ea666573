import type { MessageView, SimulatorEvent } from '../../../src/control/api/index.js';
import { client } from './client.js';
import { personInAddress, selectedPersonId, selectPerson } from './selection.state.js';
import {
  connection,
  conversations,
  faults,
  numbers,
  people,
  refused,
  rules,
  setClock,
  startHeartbeat,
  subscriptions,
  templates,
  webhooks,
} from './simulator.state.js';

const RECONNECT_MS = 1500;
const LOG_LIMIT = 300;
/** Below this width the list of people comes first, and no chat is opened unasked. */
const PHONE_WIDTH = 700;

/** Keeps the page's state what the simulator's is: fetches it on every connection, then follows the events. */
export async function followSimulator(): Promise<never> {
  startHeartbeat();
  for (;;) {
    try {
      for await (const event of client.events()) {
        if (event.type === 'hello' || event.type === 'imported') await fetchEverything();
        else apply(event);
        connection.value = 'live';
      }
    } catch {
      // Refused or broken: both are tried again.
    }
    connection.value = 'lost';
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

async function fetchEverything(): Promise<void> {
  const [state, allPeople, allWebhooks, allRefused, allTemplates] = await Promise.all([
    client.state(),
    client.people(),
    client.webhooks(LOG_LIMIT),
    client.refused(),
    client.templates(),
  ]);
  setClock(state.clock);
  numbers.value = state.phoneNumbers;
  faults.value = state.faults;
  rules.value = state.rules;
  subscriptions.value = state.subscriptions;
  people.value = allPeople;
  webhooks.value = allWebhooks;
  refused.value = allRefused;
  templates.value = allTemplates;
  conversations.value = new Map(
    await Promise.all(allPeople.map(async ({ id }) => [id, await client.messages(id)] as const)),
  );
  openFirstChat();
}

function openFirstChat(): void {
  if (known(selectedPersonId.value)) return;
  const addressed = personInAddress();
  if (known(addressed)) selectPerson(addressed);
  else selectPerson(innerWidth < PHONE_WIDTH ? undefined : people.value[0]?.id);
}

function known(id: string | undefined): boolean {
  return people.value.some((person) => person.id === id);
}

function apply(event: Exclude<SimulatorEvent, { type: 'hello' | 'imported' }>): void {
  switch (event.type) {
    case 'message':
    case 'message_updated':
      putMessage(event.message);
      break;
    case 'webhook':
      webhooks.value = put(webhooks.value, event.webhook, 'first').slice(0, LOG_LIMIT);
      break;
    case 'person':
      people.value = put(people.value, event.person, 'last');
      break;
    case 'person_removed':
      people.value = people.value.filter(({ id }) => id !== event.personId);
      if (selectedPersonId.value === event.personId) selectPerson(undefined);
      break;
    case 'clock':
      setClock(event.clock);
      break;
    case 'faults':
      faults.value = event.faults;
      break;
    case 'rules':
      rules.value = event.rules;
      break;
    case 'template':
      templates.value = put(templates.value, event.template, 'last');
      break;
    case 'template_removed':
      templates.value = templates.value.filter(({ id }) => id !== event.templateId);
      break;
    case 'subscriptions':
      subscriptions.value = event.subscriptions;
      break;
    case 'refused':
      refused.value = [event.refused, ...refused.value].slice(0, LOG_LIMIT);
      break;
  }
}

function putMessage(message: MessageView): void {
  const all = new Map(conversations.value);
  all.set(message.personId, put(all.get(message.personId) ?? [], message, 'last'));
  conversations.value = all;
}

/** Replaces what has the same id in its place, or adds it at an end. */
function put<T extends { readonly id: string }>(list: readonly T[], item: T, end: 'first' | 'last'): T[] {
  const index = list.findIndex(({ id }) => id === item.id);
  if (index >= 0) return list.with(index, item);
  return end === 'first' ? [item, ...list] : [...list, item];
}
