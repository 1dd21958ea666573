import { computed, signal } from '@preact/signals';
import type { MessageView } from '../../../src/control/api/index.js';
import {
  calls,
  conversationOf,
  conversations,
  findMessage,
  groupMessages,
  groups,
  numbers,
  people,
  simulatedNow,
} from './simulator.state.js';

/** The parts of the panel on the right. */
export type PanelTab = 'message' | 'webhooks' | 'refused' | 'person' | 'simulator';

const GROUP_PREFIX = 'group:';

const numberChosen = signal<string | undefined>(undefined);
/** The person as whom one writes in a group. */
const memberChosen = signal<string | undefined>(undefined);

/** The person whose chat is open; `undefined` also while a group is. */
export const selectedPersonId = signal<string | undefined>(undefined);
/** The group whose chat is open. */
export const selectedGroupId = signal<string | undefined>(undefined);
/** The message or call whose JSON the panel shows. */
export const selectedMessageId = signal<string | undefined>(undefined);
export const panelOpen = signal(false);
export const panelTab = signal<PanelTab>('message');
/** The message that the next one quotes. */
export const replyTo = signal<MessageView | undefined>(undefined);
/** The person's own message that is being changed. */
export const editing = signal<MessageView | undefined>(undefined);

export const selectedGroup = computed(() => groups.value.find(({ id }) => id === selectedGroupId.value));
/** The people in the open group. */
export const selectedMembers = computed(() =>
  people.value.filter(({ id }) => selectedGroup.value?.participantIds.includes(id)),
);
/** The owner of the phone: the person whose chat is open, or the one as whom one writes in a group. */
export const selectedPerson = computed(() => {
  if (selectedGroupId.value === undefined)
    return people.value.find(({ id }) => id === selectedPersonId.value);
  const members = selectedMembers.value;
  return members.find(({ id }) => id === memberChosen.value) ?? members[0];
});
/** The business number whose chats are shown. */
export const selectedNumber = computed(
  () => numbers.value.find((number) => number.id === numberChosen.value) ?? numbers.value[0],
);
export const selectedNumberId = computed(() => selectedNumber.value?.id ?? '');
export const selectedConversation = computed(() =>
  selectedPerson.value ? conversationOf(selectedPerson.value, selectedNumberId.value) : undefined,
);
/** Whether the business is typing in the open chat. */
export const businessTyping = computed(() => {
  const until = (selectedGroup.value ?? selectedConversation.value)?.typingUntil;
  return until ? Date.parse(until) > simulatedNow.value : false;
});
/** The messages of the open chat, oldest first. */
export const selectedMessages = computed(() => {
  const ofGroup = groupMessages.value.get(selectedGroupId.value ?? '');
  const all = ofGroup ?? conversations.value.get(selectedPersonId.value ?? '') ?? [];
  return all.filter((message) => message.phoneNumberId === selectedNumberId.value);
});
export const selectedMessage = computed(() =>
  selectedMessageId.value === undefined ? undefined : findMessage(selectedMessageId.value),
);
export const selectedCall = computed(() => calls.value.find(({ id }) => id === selectedMessageId.value));

/** Opens the chat with a person; `undefined` goes back to the list on a narrow screen. */
export function selectPerson(personId: string | undefined): void {
  if (selectedPersonId.value === personId && selectedGroupId.value === undefined) return;
  openChat({ personId });
}

/** Opens the chat of a group. */
export function selectGroup(groupId: string | undefined): void {
  if (selectedGroupId.value !== groupId) openChat({ groupId });
}

/** Writes in the open group as this member. */
export function writeAs(personId: string): void {
  memberChosen.value = personId;
  replyTo.value = undefined;
  editing.value = undefined;
}

/** Shows the chats with another business number. */
export function selectNumber(phoneNumberId: string): void {
  numberChosen.value = phoneNumberId;
}

/** Shows a message's or a call's JSON in the panel. */
export function inspect(id: string): void {
  selectedMessageId.value = id;
  showPanel('message');
}

/** Opens the panel at a tab. */
export function showPanel(tab: PanelTab): void {
  panelTab.value = tab;
  panelOpen.value = true;
}

/** The chat named in the address, so that a reload stays where it was. */
export function chatInAddress(): Chat {
  const named = decode(location.hash.slice(1));
  if (named.startsWith(GROUP_PREFIX)) return { groupId: named.slice(GROUP_PREFIX.length) };
  return { personId: named === '' ? undefined : named };
}

interface Chat {
  readonly personId?: string | undefined;
  readonly groupId?: string | undefined;
}

function openChat({ personId, groupId }: Chat): void {
  selectedPersonId.value = personId;
  selectedGroupId.value = groupId;
  selectedMessageId.value = undefined;
  replyTo.value = undefined;
  editing.value = undefined;
  const name = groupId === undefined ? (personId ?? '') : `${GROUP_PREFIX}${groupId}`;
  history.replaceState(null, '', `#${encodeURIComponent(name)}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
