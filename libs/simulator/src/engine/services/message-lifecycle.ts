import type { PendingWork } from '../common/pending-work.js';
import { conversationOf } from '../conversations/conversation.js';
import { everybodyHas, noteReceipts } from '../groups/group-receipts.js';
import {
  enterState,
  hasEntered,
  type LateFailure,
  type MessageRecord,
  type RecordState,
} from '../history/message-record.js';
import { messageValue } from '../payloads/message-value.js';
import { statusValue } from '../payloads/status-value.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { TemplateDefinition } from '../templates/template-definition.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import { statusSteps, type StatusDelays, type StatusStep } from '../people/status-delays.js';

/** The time for which pacing holds a template's messages, in milliseconds. */
const PACING_MS = 10 * 60 * 1000;
const SENT_AT_ONCE = 0;

/** The failure of a message, if any; a promise while a look outside is needed. */
export type LateOutcome = LateFailure | undefined | Promise<LateFailure | undefined>;

/** Moves accepted messages on: sent, delivered, read, failed, or nothing any more. */
export class MessageLifecycle {
  /** The messages of which something is still to come; a second course of events would tell it twice. */
  private readonly underWay = new WeakSet<MessageRecord>();

  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
    private readonly delays: StatusDelays,
    private readonly pending: PendingWork,
  ) {}

  start(record: MessageRecord, late: LateOutcome): void {
    this.decide(record, late, this.begin(record));
  }

  /**
   * Holds a template's message for its quality; ten minutes later it is dropped, or released to whatever becomes of it
   * then.
   * @param late asked at the release
   */
  hold(record: MessageRecord, template: TemplateDefinition, late: () => LateOutcome): void {
    const end = this.begin(record);
    const release = () => {
      const details = 'The template was paused for its quality while this message was held.';
      record.state = 'accepted';
      this.decide(record, template.pacing === 'drop' ? { code: 132015, details } : late(), end);
    };
    this.state.clock.schedule(PACING_MS, release, end);
  }

  /** Delivers what waited for a person, oldest first; what waited too long is dropped in silence. */
  deliverWaiting(person: Person): void {
    const { history } = this.state;
    for (const record of history.with(person)) {
      if (record.direction === 'outbound' && !this.underWay.has(record)) this.carryOn(record);
    }
    for (const record of history.waitingInGroups(person)) {
      // What is under way reaches whoever came back only until the others have it.
      const missed = record.receipts?.some(({ deliveredAt }) => deliveredAt !== undefined) ?? false;
      if (missed || !this.underWay.has(record)) this.carryOn(record);
    }
  }

  /** Lets a person read what a group has for them; resolves when it is reported. */
  async readGroup(person: Person, groupId: string): Promise<void> {
    for (const record of this.state.history.inGroup(groupId)) {
      if (record.receipts) await this.reportInGroup(record, 'read', [person]);
    }
  }

  /** Lets a person read all that was delivered; resolves when it is reported. */
  async read(person: Person, phoneNumberId: string, played?: string): Promise<void> {
    conversationOf(person, phoneNumberId).unread = 0;
    if (person.readReceipts) {
      for (const record of this.state.history.with(person, phoneNumberId)) {
        if (record.direction === 'outbound' && record.state === 'delivered')
          await this.report(record, 'read');
      }
      const voice = played === undefined ? undefined : this.state.history.get(played);
      if (voice?.person === person && voice.type === 'audio') await this.report(voice, 'played');
    }
    this.state.events.tell({ name: 'person', about: person });
  }

  /** @returns to be called when nothing of the message is to come any more */
  private begin(record: MessageRecord): () => void {
    const end = this.pending.begin();
    this.underWay.add(record);
    return () => {
      this.underWay.delete(record);
      end();
    };
  }

  private decide(record: MessageRecord, late: LateOutcome, end: () => void): void {
    if (late instanceof Promise) void late.then((failure) => this.goOn(record, failure, end));
    else this.goOn(record, late, end);
  }

  private goOn(record: MessageRecord, failure: LateFailure | undefined, end: () => void): void {
    if (!failure) {
      this.next(record, this.stepsOf(record), 0, end);
      return;
    }
    const { sentMs } = this.delays;
    const report = async () => {
      record.failure = failure;
      await this.report(record, 'failed');
      end();
    };
    this.state.clock.schedule(sentMs === false ? SENT_AT_ONCE : sentMs, report, end);
  }

  /** Returns the steps that are left of a message that waits for somebody, if it does. */
  private carryOn(record: MessageRecord): void {
    const waits = record.state === 'sent' || record.state === 'accepted';
    if (!waits || record.expiresAt <= this.state.clock.now()) return;
    const steps = this.stepsOf(record).filter(({ status }) => !hasEntered(record, status));
    if (steps.some(({ status }) => status === 'delivered')) this.next(record, steps, 0, this.begin(record));
  }

  private next(record: MessageRecord, steps: readonly StatusStep[], place: number, end: () => void): void {
    const step = steps[place];
    if (!step) {
      end();
      return;
    }
    const happen = async () => {
      if (!this.canHappen(record, step.status)) {
        end();
        return;
      }
      if (!hasEntered(record, step.status)) await this.happen(record, step.status);
      this.next(record, steps, place + 1, end);
    };
    this.state.clock.schedule(step.afterMs, happen, end);
  }

  private async happen(record: MessageRecord, status: StatusStep['status']): Promise<void> {
    if (record.receipts && status !== 'sent') {
      const members = this.participantsOf(record);
      const readers = members.filter(({ statusDelays }) => statusDelays.readMs !== false);
      await this.reportInGroup(record, status, status === 'read' ? readers : members);
      return;
    }
    const conversation = conversationOf(record.person, record.phoneNumberId);
    if (status === 'delivered') conversation.unread += 1;
    if (status === 'read') {
      conversation.unread = 0;
      if (!record.person.readReceipts) return;
    }
    await this.report(record, status);
  }

  private canHappen(record: MessageRecord, status: StatusStep['status']): boolean {
    if (status === 'sent') return true;
    const { person, phoneNumberId, expiresAt, receipts } = record;
    if (receipts) return expiresAt > this.state.clock.now();
    if (!person.online || expiresAt <= this.state.clock.now()) return false;
    if (this.state.rules.blocking && conversationOf(person, phoneNumberId).blocksBusiness) {
      record.undeliverable = true;
    }
    return record.undeliverable !== true;
  }

  /** Each participant has statuses of their own; the message's is what everybody has. */
  private async reportInGroup(
    record: MessageRecord,
    status: 'delivered' | 'read',
    of: readonly Person[],
  ): Promise<void> {
    const at = this.state.clock.now();
    const about = noteReceipts(record, status, at, of);
    if (about.length === 0) return;
    if (everybodyHas(record, status)) enterState(record, status, at);
    await this.webhook(record, status, at, about);
  }

  private async report(record: MessageRecord, status: RecordState): Promise<void> {
    const at = this.state.clock.now();
    enterState(record, status, at);
    await this.webhook(record, status, at);
  }

  private async webhook(
    record: MessageRecord,
    status: RecordState,
    at: number,
    participants: readonly Person[] = [],
  ): Promise<void> {
    if (this.sink.enabled) {
      const number = this.state.phoneNumbers.find(record.phoneNumberId);
      const value = statusValue(record, status, at, participants);
      const sent = number
        ? this.sink.send({
            field: 'messages',
            value: messageValue(number, value),
            phoneNumberId: record.phoneNumberId,
            messageIds: [record.id],
            summary: record.failure && status === 'failed' ? `failed ${record.failure.code}` : status,
          })
        : undefined;
      this.tell(record);
      await sent;
    } else {
      this.tell(record);
    }
  }

  private tell(record: MessageRecord): void {
    const { events } = this.state;
    if (!events.watched) return;
    events.tell({ name: 'messageUpdated', about: record });
    events.tell({ name: 'person', about: record.person });
  }

  private participantsOf({ receipts = [] }: MessageRecord): readonly Person[] {
    return receipts.flatMap(({ userId }) => this.state.people.find(userId) ?? []);
  }

  private stepsOf(record: MessageRecord): StatusStep[] {
    const ofPerson = record.receipts ? {} : record.person.statusDelays;
    return statusSteps(record.type, { ...this.delays, ...ofPerson });
  }
}
