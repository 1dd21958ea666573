import { computed, signal } from '@preact/signals';
import type { MessageView } from '../../../src/control/api/index.js';
import {
  conversationOf,
  conversations,
  findMessage,
  numbers,
  people,
  simulatedNow,
} from './simulator.state.js';

/** The parts of the panel on the right. */
export type PanelTab = 'message' | 'webhooks' | 'refused' | 'person' | 'simulator';

const numberChosen = signal<string | undefined>(undefined);

/** Whose chat is open. */
export const selectedPersonId = signal<string | undefined>(undefined);
export const selectedMessageId = signal<string | undefined>(undefined);
export const panelOpen = signal(false);
export const panelTab = signal<PanelTab>('message');
/** The message that the next one quotes. */
export const replyTo = signal<MessageView | undefined>(undefined);
/** The person's own message that is being changed. */
export const editing = signal<MessageView | undefined>(undefined);

export const selectedPerson = computed(() =>
  people.value.find((person) => person.id === selectedPersonId.value),
);
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
  const until = selectedConversation.value?.typingUntil;
  return until ? Date.parse(until) > simulatedNow.value : false;
});
/** The messages of the open chat, oldest first. */
export const selectedMessages = computed(() =>
  (conversations.value.get(selectedPersonId.value ?? '') ?? []).filter(
    (message) => message.phoneNumberId === selectedNumberId.value,
  ),
);
export const selectedMessage = computed(() =>
  selectedMessageId.value === undefined ? undefined : findMessage(selectedMessageId.value),
);

/** Opens the chat with a person; `undefined` goes back to the list on a narrow screen. */
export function selectPerson(personId: string | undefined): void {
  if (selectedPersonId.value === personId) return;
  selectedPersonId.value = personId;
  selectedMessageId.value = undefined;
  replyTo.value = undefined;
  editing.value = undefined;
  history.replaceState(null, '', personId === undefined ? '#' : `#${encodeURIComponent(personId)}`);
}

/** Shows the chats with another business number. */
export function selectNumber(phoneNumberId: string): void {
  numberChosen.value = phoneNumberId;
}

/** Shows a message's JSON in the panel. */
export function inspect(messageId: string): void {
  selectedMessageId.value = messageId;
  showPanel('message');
}

/** Opens the panel at a tab. */
export function showPanel(tab: PanelTab): void {
  panelTab.value = tab;
  panelOpen.value = true;
}

/** The person named in the address, so that a reload stays where it was. */
export function personInAddress(): string | undefined {
  try {
    return decodeURIComponent(location.hash.slice(1)) || undefined;
  } catch {
    return undefined;
  }
}
