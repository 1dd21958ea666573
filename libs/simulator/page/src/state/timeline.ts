import { computed } from '@preact/signals';
import type { CallView, GroupNoticeView, MessageView } from '../../../src/control/api/index.js';
import { calls } from './simulator.state.js';
import { selectedGroup, selectedMessages, selectedNumberId, selectedPersonId } from './selection.state.js';

/** An entry of a chat, by its kind. */
export type TimelineEntry =
  | { readonly kind: 'message'; readonly key: string; readonly at: string; readonly message: MessageView }
  | { readonly kind: 'call'; readonly key: string; readonly at: string; readonly call: CallView }
  | { readonly kind: 'notice'; readonly key: string; readonly at: string; readonly notice: GroupNoticeView };

/** Everything in the open chat, oldest first: messages, calls, and who came and went. */
export const timeline = computed<readonly TimelineEntry[]>(() => {
  const messages = selectedMessages.value.map((message): TimelineEntry => ({
    kind: 'message',
    key: message.id,
    at: message.at,
    message,
  }));
  const others = [...callEntries(), ...noticeEntries()];
  // Messages are in their order already, also those of the same millisecond.
  return others.length === 0
    ? messages
    : [...others, ...messages].toSorted((a, b) => a.at.localeCompare(b.at));
});

/** The calls that ring or are talked in, with whomever. */
export const runningCalls = computed(() =>
  calls.value.filter(
    ({ state, phoneNumberId }) => state !== 'ended' && phoneNumberId === selectedNumberId.value,
  ),
);

function callEntries(): TimelineEntry[] {
  return calls.value
    .filter(
      (call) => call.personId === selectedPersonId.value && call.phoneNumberId === selectedNumberId.value,
    )
    .map((call) => ({ kind: 'call', key: call.id, at: call.at, call }));
}

function noticeEntries(): TimelineEntry[] {
  return (selectedGroup.value?.notices ?? []).map((notice, index) => ({
    kind: 'notice',
    key: `${notice.at} ${index}`,
    at: notice.at,
    notice,
  }));
}
