import { computed, signal } from '@preact/signals';
import type {
  BusinessNumberView,
  CallView,
  ClockView,
  ConversationView,
  FaultView,
  GroupView,
  MessageView,
  PersonView,
  RefusedRequestView,
  RulesView,
  SubscriptionView,
  TemplateView,
  WebhookView,
} from '../../../src/control/api/index.js';

/** The page's copy of the simulator's state; written by `live.ts` only. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');
export const people = signal<readonly PersonView[]>([]);
export const numbers = signal<readonly BusinessNumberView[]>([]);
/** The messages with each person, oldest first, by the person's id. */
export const conversations = signal<ReadonlyMap<string, readonly MessageView[]>>(new Map());
/** Oldest first. */
export const calls = signal<readonly CallView[]>([]);
export const groups = signal<readonly GroupView[]>([]);
/** The messages in each group, oldest first, by the group's id. */
export const groupMessages = signal<ReadonlyMap<string, readonly MessageView[]>>(new Map());
/** Newest first. */
export const webhooks = signal<readonly WebhookView[]>([]);
/** Newest first. */
export const refused = signal<readonly RefusedRequestView[]>([]);
export const faults = signal<readonly FaultView[]>([]);
export const rules = signal<RulesView | undefined>(undefined);
export const templates = signal<readonly TemplateView[]>([]);
export const subscriptions = signal<readonly SubscriptionView[]>([]);

interface ClockReading {
  readonly clock: ClockView;
  /** `performance.now()` when it was read. */
  readonly readAt: number;
}

const reading = signal<ClockReading | undefined>(undefined);
const heartbeat = signal(0);

/** Simulated seconds a real second. */
export const clockSpeed = computed(() => reading.value?.clock.speed ?? 1);

/** The simulated time in milliseconds, moving on every second. */
export const simulatedNow = computed(() => {
  // Read only so that this is computed anew with each beat.
  void heartbeat.value;
  if (!reading.value) return Date.now();
  const { clock, readAt } = reading.value;
  return Date.parse(clock.now) + (performance.now() - readAt) * clock.speed;
});

/** The midnight before {@link simulatedNow}: changes once a day, so that what shows days is not drawn every second. */
export const simulatedDay = computed(() => new Date(simulatedNow.value).setHours(0, 0, 0, 0));

/** Takes a new reading of the simulator's clock. */
export function setClock(clock: ClockView): void {
  reading.value = { clock, readAt: performance.now() };
}

/** Lets {@link simulatedNow} move on, once a second. */
export function startHeartbeat(): void {
  setInterval(() => (heartbeat.value += 1), 1000);
}

/** A person's conversation with a business number, if there is any. */
export function conversationOf(person: PersonView, phoneNumberId: string): ConversationView | undefined {
  return person.conversations.find((conversation) => conversation.phoneNumberId === phoneNumberId);
}

/** A message by its id, among those that the page has. */
export function findMessage(messageId: string): MessageView | undefined {
  for (const messages of [...conversations.value.values(), ...groupMessages.value.values()]) {
    const found = messages.find((message) => message.id === messageId);
    if (found) return found;
  }
  return undefined;
}
