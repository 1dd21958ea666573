import type { CallView, MessageView, PersonView, SimulatorEvent } from '../../../src/control/api/index.js';
import { SimulatorRequestError } from '../../../src/control/client/index.js';
import { attempt, report } from './actions.js';
import { client } from './client.js';
import {
  chatInAddress,
  selectedGroupId,
  selectedPersonId,
  selectGroup,
  selectPerson,
} from './selection.state.js';
import {
  calls,
  connection,
  conversations,
  faults,
  groupMessages,
  groups,
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
    } catch (error) {
      // Refused or broken: both are tried again. Only a refusal says what to do.
      if (error instanceof SimulatorRequestError) report(error);
    }
    connection.value = 'lost';
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

async function fetchEverything(): Promise<void> {
  const [state, allPeople, allGroups, allCalls, allWebhooks, allRefused, allTemplates] = await Promise.all([
    client.state(),
    client.people(),
    client.groups(),
    client.calls(),
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
  groups.value = allGroups;
  calls.value = allCalls;
  webhooks.value = allWebhooks;
  refused.value = allRefused;
  templates.value = allTemplates;
  conversations.value = new Map(
    await Promise.all(allPeople.map(async ({ id }) => [id, await client.messages(id)] as const)),
  );
  groupMessages.value = new Map(
    await Promise.all(allGroups.map(async ({ id }) => [id, await client.groupMessages(id)] as const)),
  );
  openFirstChat();
}

function openFirstChat(): void {
  if (known(selectedPersonId.value) || knownGroup(selectedGroupId.value)) return;
  const addressed = chatInAddress();
  if (knownGroup(addressed.groupId)) selectGroup(addressed.groupId);
  else if (known(addressed.personId)) selectPerson(addressed.personId);
  else selectPerson(innerWidth < PHONE_WIDTH ? undefined : people.value[0]?.id);
}

function known(id: string | undefined): boolean {
  return people.value.some((person) => person.id === id);
}

function knownGroup(id: string | undefined): boolean {
  return groups.value.some((group) => group.id === id);
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
      putPerson(event.person);
      break;
    case 'person_removed':
      removePerson(event.personId);
      break;
    case 'call':
      calls.value = put<CallView>(calls.value, event.call, 'last');
      break;
    case 'group':
      groups.value = put(groups.value, event.group, 'last');
      break;
    case 'group_removed':
      groups.value = groups.value.filter(({ id }) => id !== event.groupId);
      if (selectedGroupId.value === event.groupId) selectPerson(undefined);
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

/** The person whose chat was open when they were removed: with a new number people get a new id, and come back at once. */
let lost: PersonView | undefined;

function removePerson(personId: string): void {
  lost = undefined;
  if (selectedPersonId.value === personId) {
    lost = people.value.find(({ id }) => id === personId);
    selectPerson(undefined);
  }
  people.value = people.value.filter(({ id }) => id !== personId);
}

function putPerson(person: PersonView): void {
  const isNew = !known(person.id);
  people.value = put(people.value, person, 'last');
  if (!isNew) return;
  if (lost?.name === person.name) selectPerson(person.id);
  lost = undefined;
  void attempt(fetchMessages(person.id));
}

async function fetchMessages(personId: string): Promise<void> {
  const fetched = await client.messages(personId);
  const ids = new Set(fetched.map(({ id }) => id));
  // What was told meanwhile is newer.
  const told = (conversations.value.get(personId) ?? []).filter(({ id }) => !ids.has(id));
  conversations.value = new Map(conversations.value).set(personId, [...fetched, ...told]);
}

function putMessage(message: MessageView): void {
  const { groupId, personId } = message;
  const [chats, id] = groupId === undefined ? [conversations, personId] : [groupMessages, groupId];
  chats.value = new Map(chats.value).set(id, put(chats.value.get(id) ?? [], message, 'last'));
}

/** Replaces what has the same id in its place, or adds it at an end. */
function put<T extends { readonly id: string }>(list: readonly T[], item: T, end: 'first' | 'last'): T[] {
  const index = list.findIndex(({ id }) => id === item.id);
  if (index >= 0) return list.with(index, item);
  return end === 'first' ? [item, ...list] : [...list, item];
}
