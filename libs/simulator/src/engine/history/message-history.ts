import type { Person } from '../people/person.js';
import type { MessageRecord } from './message-record.js';

/** The newest messages either way, by id. */
export class MessageHistory {
  private readonly records = new Map<string, MessageRecord>();
  /** The ids in a ring, because finding the oldest key of a map whose first entries are gone takes long. */
  private readonly ring: string[] = [];
  private next = 0;

  /** @param limit the most messages kept */
  constructor(private readonly limit: number) {}

  get size(): number {
    return this.records.size;
  }

  add(record: MessageRecord): void {
    if (this.limit === 0) return;
    const oldest = this.ring[this.next];
    if (oldest !== undefined) this.records.delete(oldest);
    this.ring[this.next] = record.id;
    this.next = (this.next + 1) % this.limit;
    this.records.set(record.id, record);
  }

  get(id: string): MessageRecord | undefined {
    return this.records.get(id);
  }

  /** Oldest first. */
  all(): MessageRecord[] {
    return [...this.records.values()];
  }

  /** The messages with a person, those in groups left out, oldest first. */
  with(person: Person, phoneNumberId?: string): MessageRecord[] {
    return this.all().filter(
      (record) =>
        record.person === person &&
        record.groupId === undefined &&
        (phoneNumberId === undefined || record.phoneNumberId === phoneNumberId),
    );
  }

  /** The messages in a group, oldest first. */
  inGroup(groupId: string): MessageRecord[] {
    return this.all().filter((record) => record.groupId === groupId);
  }

  /** Returns the messages of groups that have not been delivered to a person yet, oldest first. */
  waitingInGroups({ userId }: Person): MessageRecord[] {
    return this.all().filter((record) =>
      record.receipts?.some((receipt) => receipt.userId === userId && receipt.deliveredAt === undefined),
    );
  }

  clear(): void {
    this.records.clear();
    this.ring.length = 0;
    this.next = 0;
  }
}
