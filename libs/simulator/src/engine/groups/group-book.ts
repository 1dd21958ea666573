import type { Ids } from '../random/ids.js';
import type { Person } from '../people/person.js';

/** Something that has happened to a group. */
export interface GroupNotice {
  /** Milliseconds since 1970, simulated. */
  readonly at: number;
  readonly kind: 'opened' | 'joined' | 'asked' | 'refused' | 'left' | 'removed' | 'changed';
  /** The user id of whom it is about. */
  readonly userId?: string | undefined;
}

/** Somebody who asks to join a group. */
export interface JoinRequest {
  readonly person: Person;
  /** Milliseconds since 1970, simulated. */
  readonly at: number;
}

/** A group that a business number has opened. */
export interface Group {
  readonly id: string;
  readonly phoneNumberId: string;
  subject: string;
  description: string;
  joinApprovalMode: string;
  inviteLink: string;
  suspended: boolean;
  /** The end of the business's typing indicator. */
  typingUntil: number;
  /** Milliseconds since 1970, simulated. */
  readonly createdAt: number;
  readonly participants: Set<Person>;
  /** The people who ask to join, by the request's id. */
  readonly joinRequests: Map<string, JoinRequest>;
  /** Oldest first; the newest {@link NOTICES_MAX}. */
  readonly notices: GroupNotice[];
}

const NOTICES_MAX = 200;

/** The groups of the business. */
export class GroupBook {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly ids: Ids) {}

  open(
    phoneNumberId: string,
    subject: string,
    description: string,
    joinApprovalMode: string,
    now: number,
  ): Group {
    const group: Group = {
      id: this.ids.group(),
      phoneNumberId,
      subject,
      description,
      joinApprovalMode,
      inviteLink: this.newInviteLink(),
      suspended: false,
      typingUntil: 0,
      createdAt: now,
      participants: new Set(),
      joinRequests: new Map(),
      notices: [{ at: now, kind: 'opened' }],
    };
    this.put(group);
    return group;
  }

  put(group: Group): void {
    this.groups.set(group.id, group);
  }

  /** Writes down what has happened to a group. */
  note(group: Group, kind: GroupNotice['kind'], at: number, person?: Person): void {
    group.notices.push({ at, kind, userId: person?.userId });
    if (group.notices.length > NOTICES_MAX) group.notices.shift();
  }

  newInviteLink(): string {
    return `https://chat.whatsapp.com/${this.ids.code(22)}`;
  }

  find(id: string): Group | undefined {
    return this.groups.get(id);
  }

  of(phoneNumberId: string): Group[] {
    return [...this.groups.values()].filter((group) => group.phoneNumberId === phoneNumberId);
  }

  get all(): Group[] {
    return [...this.groups.values()];
  }

  remove(group: Group): void {
    this.groups.delete(group.id);
  }

  clear(): void {
    this.groups.clear();
  }
}
