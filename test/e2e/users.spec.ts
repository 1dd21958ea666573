import { afterEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  WhatsAppWindowsService,
  WhatsAppDeliveryService,
  WhatsAppOptOutError,
  WhatsAppConsentService,
  WhatsAppMessagesService,
  WhatsAppSequencesService,
  WhatsAppUsersService,
  type WhatsAppUser,
} from 'nestjs-whatsapp';
import { GraphTransport, MemoryStorage } from 'nestjs-whatsapp/extending';
import { FakeClock, textMessage, webhookOf } from 'nestjs-whatsapp/testing';
import type { ConsentFacts, ConsentStatement } from '../../libs/whatsapp/src/consent/consent-record.js';
import { ConsentStore } from '../../libs/whatsapp/src/consent/consent-store.js';
import { WindowStore } from '../../libs/whatsapp/src/conversations/window-store.js';
import { MapServer, MapStorage } from '../../libs/whatsapp/src/storage/spec-support/map-storage.js';
import { UserDirectory } from '../../libs/whatsapp/src/users/internal.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { until } from '../support/webhooks/real-app.js';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

const phoneNumberId = 'p';
const day = 86_400_000;

/** One process: its own caches over a storage that others share. */
class Process {
  readonly directory: UserDirectory;
  readonly windows: WindowStore;
  readonly consents: ConsentStore;

  constructor(storage: MapStorage | MemoryStorage, clock = new FakeClock()) {
    this.directory = new UserDirectory(storage, clock);
    this.windows = new WindowStore(storage, this.directory, { conversations: { windowTtlMs: 1000 * day } });
    this.consents = new ConsentStore(storage, this.directory, { consent: { scope: 'number' } });
  }

  async see(user: WhatsAppUser, at: number): Promise<void> {
    await this.directory.learn([{ ...user, at }]);
  }

  async idsOf(user: Omit<WhatsAppUser, 'phoneNumberId'>, at?: number): Promise<object> {
    const { userId, parentUserId, waId } = await this.directory.identify({ phoneNumberId, ...user }, at);
    return JSON.parse(JSON.stringify({ userId, parentUserId, waId })) as object;
  }
}

const only = (): Process => new Process(new MemoryStorage());
const now = new FakeClock().now();

describe('the directory of users', () => {
  it('knows a user of one number by each id', async () => {
    const { directory, ...users } = only();
    const ids = { userId: 'US.1', parentUserId: 'US.ENT.7', waId: '16505550001' };
    await directory.learn([{ phoneNumberId, ...ids, at: now - 5 }]);
    const process = { ...users, directory };
    for (const id of [{ userId: ids.userId }, { parentUserId: ids.parentUserId }, { waId: ids.waId }]) {
      expect(await process.directory.identify({ phoneNumberId, ...id })).toMatchObject({
        phoneNumberId,
        ...ids,
      });
    }
    const stranger = await directory.identify({ phoneNumberId: 'q', waId: ids.waId });
    expect(stranger.userId).toBeUndefined();
  });

  it('takes a number that passes to somebody else from who had it, and a user who gets another one from the former', async () => {
    const users = only();
    await users.see({ phoneNumberId, userId: 'US.1', waId: '16505550001' }, now - 30);
    await users.see({ phoneNumberId, userId: 'US.2', waId: '16505550001' }, now - 20);
    expect(await users.idsOf({ userId: 'US.1' })).toEqual({ userId: 'US.1' });
    expect(await users.idsOf({ waId: '16505550001' })).toEqual({ userId: 'US.2', waId: '16505550001' });
    await users.see({ phoneNumberId, userId: 'US.2', waId: '16505550003' }, now - 10);
    expect(await users.idsOf({ waId: '16505550001' })).toEqual({ waId: '16505550001' });
    expect(await users.directory.knows(phoneNumberId, '16505550001')).toBe(true);
    expect(await users.idsOf({ userId: 'US.2' })).toEqual({ userId: 'US.2', waId: '16505550003' });
    // And back, on the same day.
    await users.see({ phoneNumberId, userId: 'US.2', waId: '16505550001' }, now - 5);
    expect(await users.idsOf({ waId: '16505550001' })).toEqual({ userId: 'US.2', waId: '16505550001' });
    expect(await users.idsOf({ userId: 'US.2' }, now - 8)).toMatchObject({ userId: 'US.2' });
  });

  it('lets a webhook of days ago take nothing from who is known now', async () => {
    const users = only();
    await users.see({ phoneNumberId, userId: 'US.2', waId: '16505550001' }, now - 10);
    await users.see({ phoneNumberId, userId: 'US.1', waId: '16505550001' }, now - 3 * day);
    expect(await users.idsOf({ waId: '16505550001' })).toMatchObject({ userId: 'US.2' });
    expect(await users.idsOf({ waId: '16505550001' }, now - 2 * day)).toMatchObject({ userId: 'US.1' });
  });

  it('knows a user by every spelling of one number, and shows the one that Meta wrote', async () => {
    const users = only();
    await users.see({ phoneNumberId, userId: 'BR.1', waId: '551187654321' }, now);
    expect(await users.idsOf({ waId: '5511987654321' })).toEqual({ userId: 'BR.1', waId: '551187654321' });
    expect(await users.directory.knows(phoneNumberId, '551187654321')).toBe(true);
    expect(await users.directory.knows(phoneNumberId, '5511987654321')).toBe(false);
  });

  it('knows a number by what was dialled, once Meta has answered with another', async () => {
    const users = only();
    await users.see({ phoneNumberId, userId: 'ZZ.1', waId: '99912345678' }, now);
    await users.directory.learnSpelling(phoneNumberId, '+999012345678', '99912345678', now);
    expect(await users.idsOf({ waId: '999012345678' })).toEqual({ userId: 'ZZ.1', waId: '99912345678' });
    expect(await users.directory.knows(phoneNumberId, '999012345678')).toBe(false);
  });

  it('finds what was kept under a number as it was dialled by the user id, too', async () => {
    const users = only();
    const dialled = { phoneNumberId, waId: '999012345678' };
    await users.directory.learnSpelling(phoneNumberId, '+999012345678', '99912345678', now - 9);
    await users.consents.merge(dialled, { given: { allowed: false, at: now - 8, source: 'letter' } });
    await users.see({ phoneNumberId, userId: 'ZZ.1', waId: '99912345678' }, now - 7);
    for (const user of [{ userId: 'ZZ.1' }, { waId: '99912345678' }, { waId: '999012345678' }]) {
      expect(await users.consents.find({ phoneNumberId, ...user })).toMatchObject({
        given: { allowed: false },
      });
    }
  });

  it('passes on what was kept under a number to the one that its user has instead, and not to who gets it next', async () => {
    const users = only();
    const [before, after] = [
      { phoneNumberId, waId: '16505550001' },
      { phoneNumberId, waId: '16505550002' },
    ];
    await users.windows.merge(before, { userWroteAt: now - 9000 }, now - 9000);
    await users.consents.merge(before, { given: { allowed: true, at: now - 9000, source: 'form' } });
    await users.directory.learnChange(before, after, now - 5000);
    await users.windows.merge(before, { userWroteAt: now - 1000 }, now - 1000);
    expect(await users.windows.find(after)).toMatchObject({ userWroteAt: now - 9000 });
    expect(await users.consents.find(after)).toMatchObject({ given: { allowed: true } });
    expect(await users.windows.find(before)).toMatchObject({ userWroteAt: now - 1000 });
    expect(await users.consents.find(before)).not.toHaveProperty('given');
  });

  it('keeps an opt-out of who is forgotten under the number that was learned after it', async () => {
    const users = only();
    await users.consents.merge(
      { phoneNumberId, userId: 'US.1' },
      { given: { allowed: false, at: now - 9, source: 'STOP' } },
    );
    await users.see({ phoneNumberId, userId: 'US.1', waId: '16505550001' }, now - 5);
    const found = await users.directory.find({ phoneNumberId, userId: 'US.1' }, [{ name: 'consents' }]);
    await users.consents.forget(found, true);
    await users.directory.forget(found.person);
    for (const user of [{ userId: 'US.1' }, { waId: '16505550001' }]) {
      expect(await users.consents.find({ phoneNumberId, ...user })).toMatchObject({
        given: { allowed: false },
      });
    }
  });

  it('names a conversation by who had the number at the time, not by who was asked for last', async () => {
    const users = only();
    await users.see({ phoneNumberId, userId: 'US.1', waId: '16505550001' }, now - 9 * day);
    await users.see({ phoneNumberId, userId: 'US.2', waId: '16505550001' }, now - day);
    const phone = { phoneNumberId, waId: '16505550001' };
    expect(await users.directory.userIdOf(phone, now - 5 * day)).toBe('US.1');
    expect(await users.directory.userIdOf(phone, now)).toBe('US.2');
  });

  it('knows a user who was seen with a phone number alone, and forgets no user id for that', async () => {
    const users = only();
    await users.see({ phoneNumberId, waId: '16505550001' }, now - 3);
    expect(await users.directory.knows(phoneNumberId, '16505550001')).toBe(true);
    expect(await users.directory.knows('q', '16505550001')).toBe(false);
    await users.see({ phoneNumberId, userId: 'US.1', waId: '16505550001' }, now - 2);
    await users.see({ phoneNumberId, waId: '16505550001' }, now - 1);
    expect(await users.idsOf({ waId: '16505550001' })).toEqual({ userId: 'US.1', waId: '16505550001' });
  });

  it('takes ids for what they are, whatever they are called', async () => {
    const users = only();
    for (const userId of ['__proto__', 'constructor', 'US.1:2', 'toString']) {
      await users.see({ phoneNumberId, userId, waId: '16505550001' }, now);
      expect(await users.idsOf({ userId })).toMatchObject({ userId });
    }
  });

  it('asks the storage nothing for a user who was seen of late, and once for a user who is looked up', async () => {
    const server = new MapServer();
    const users = new Process(new MapStorage(server));
    const ana = { phoneNumberId, userId: 'US.1', waId: '16505550001' };
    await users.see(ana, now);
    await users.windows.find(ana);
    const { reads, writes } = server;
    await users.see(ana, now + 1000);
    expect([server.reads, server.writes]).toEqual([reads, writes]);
    await users.windows.find({ phoneNumberId, waId: ana.waId });
    await users.windows.find(ana);
    expect(server.reads).toBe(reads + 2);
  });

  it('forgets a user, and leaves to others what they have in common', async () => {
    const users = only();
    await users.see({ phoneNumberId, userId: 'US.1', waId: '16505550001' }, now - 20);
    await users.see({ phoneNumberId, userId: 'US.2', waId: '16505550001' }, now - 10);
    await users.directory.forget(await users.directory.identify({ phoneNumberId, userId: 'US.1' }));
    expect(await users.idsOf({ userId: 'US.1' })).toEqual({ userId: 'US.1' });
    expect(await users.idsOf({ waId: '16505550001' })).toEqual({ userId: 'US.2', waId: '16505550001' });
    await users.directory.forget(await users.directory.identify({ phoneNumberId, userId: 'US.2' }));
    expect(await users.idsOf({ waId: '16505550001' })).toEqual({ waId: '16505550001' });
    expect(await users.directory.knows(phoneNumberId, '16505550001')).toBe(false);
    // And is known again when seen again.
    await users.see({ phoneNumberId, userId: 'US.2', waId: '16505550001' }, now);
    expect(await users.idsOf({ waId: '16505550001' })).toEqual({ userId: 'US.2', waId: '16505550001' });
  });
});

describe('the data of a user', () => {
  let app: WebhookApp;
  afterEach(() => app.stop());

  async function start(): Promise<WhatsAppUsersService> {
    app = await WebhookApp.start({
      options: {
        templates: [{ name: 'summer_sale', category: 'marketing' }],
        providers: [{ provide: GraphTransport, useValue: new RecordingTransport() }],
      },
    });
    return app.app.get(WhatsAppUsersService);
  }

  const person = { waId: '16505551234', userId: 'US.916505551234' };

  async function live(): Promise<void> {
    const update = textMessage('hello', { user: person });
    expect(await app.post(JSON.stringify(webhookOf([update])))).toBe(200);
    await app.app.get(WhatsAppConsentService).grant('+16505551234', { source: 'form' });
    await app.app.get(WhatsAppConsentService).revoke(person.userId, { source: 'letter' });
    await app.app.get(WhatsAppMessagesService).sendText('+16505551234', 'to her');
    await app.app.get(WhatsAppMessagesService).sendText('+16505550000', 'to somebody else');
    await app.app.get(WhatsAppSequencesService).sequence('+16505551234').add('first').add('second').start();
    // What is under way to Meta is not held up.
    const sent = app.app.get(WhatsAppDeliveryService);
    await until(async () => {
      const records = await sent.find({ recipient: '+16505551234' });
      return records.length === 2 && records.every(({ messageId }) => messageId !== undefined);
    });
  }

  it('is given out, all that is kept under any of the ids, and nobody else’s', async () => {
    const users = await start();
    await live();
    const exported = await users.export({ userId: person.userId });
    expect(exported).toMatchObject({ ...person, phoneNumberId: expect.any(String) });
    expect(exported.ids).toEqual(expect.arrayContaining([person.userId, `+${person.waId}`]));
    expect(exported.data).toMatchObject({
      window: { userWroteAt: expect.any(Number) },
      consent: { given: { allowed: false, source: 'letter' } },
      sequences: [{ to: '+16505551234' }],
    });
    expect(JSON.stringify(exported.data['deliveries'])).toContain('16505551234');
    const text = JSON.stringify(exported);
    expect(JSON.parse(text)).toEqual(exported);
    expect(text).not.toContain('16505550000');
  });

  it('is forgotten, but for the opt-out, and others keep theirs', async () => {
    const users = await start();
    await live();
    await users.forget('+16505551234');
    expect(await app.app.get(WhatsAppWindowsService).state('+16505551234')).toBe('unknown');
    expect(await app.app.get(WhatsAppDeliveryService).find({ recipient: '+16505551234' })).toEqual([]);
    expect(await app.app.get(WhatsAppDeliveryService).find({ recipient: '+16505550000' })).toHaveLength(1);
    for (const user of ['+16505551234', person.userId]) {
      expect(await app.app.get(WhatsAppConsentService).status(user)).toMatchObject({
        optedOut: true,
        optInSince: { source: 'letter' },
      });
    }
    const { data } = await users.export('+16505551234');
    expect(data).toMatchObject({ deliveries: [], sequences: [], links: {} });
    expect(data).not.toHaveProperty('window');
  });

  it('is of whoever the message goes to where a user id stands beside the number', async () => {
    await start();
    const consent = app.app.get(WhatsAppConsentService);
    const [, stranger] = [await live(), 'US.916505559999'];
    const update = textMessage('hello', { user: { waId: '16505559999', userId: stranger } });
    expect(await app.post(JSON.stringify(webhookOf([update])))).toBe(200);
    await consent.revoke(stranger, { source: 'letter' });
    await consent.grant(person.userId, { source: 'form', at: new Date() });
    const template = { name: 'summer_sale', language: { code: 'en_US' } };
    const messages = app.app.get(WhatsAppMessagesService);
    const send = messages.send({
      to: '+16505559999',
      recipient: person.userId,
      type: 'template',
      template,
    });
    await expect(send).rejects.toThrow(WhatsAppOptOutError);
  });

  it('is forgotten with the opt-out where that is wanted, and a second time does no harm', async () => {
    const users = await start();
    await live();
    await users.forget(person.userId, { keepOptOut: false });
    await users.forget(person.userId, { keepOptOut: false });
    for (const user of ['+16505551234', person.userId]) {
      expect(await app.app.get(WhatsAppConsentService).status(user)).toMatchObject({
        optIn: 'unknown',
        optedOut: false,
      });
    }
  });
});

/** Who has which number from when on: each change of hands is days after the one before. */
interface Stay {
  readonly user: number;
  readonly phone: number;
}

/** What happens: a webhook of a time, with both ids or one of them. */
interface Happening {
  readonly at: number;
  readonly user: number;
  readonly phone: number;
  readonly ids: 'both' | 'userId' | 'waId';
  readonly kind: 'wrote' | 'refused' | 'granted';
}

const people = 3;
const stays = fc.array(fc.record({ user: fc.nat({ max: people - 1 }), phone: fc.nat({ max: people - 1 }) }), {
  minLength: 1,
  maxLength: 5,
});

/** A history in which a number is one user's at a time, and a user has one number. */
const histories = stays.chain((all) =>
  fc.record({
    stays: fc.constant(all.filter((stay, index) => index === 0 || isChange(stay, all.slice(0, index)))),
    events: fc.array(
      fc.record({
        stay: fc.nat({ max: 4 }),
        hour: fc.nat({ max: 20 }),
        ids: fc.constantFrom('both' as const, 'userId' as const, 'waId' as const),
        kind: fc.constantFrom('wrote' as const, 'refused' as const, 'granted' as const),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    order: fc.array(fc.nat({ max: 1000 }), { minLength: 40, maxLength: 40 }),
    crashes: fc.array(fc.nat({ max: 60 }), { maxLength: 4 }),
  }),
);

function isChange({ user, phone }: Stay, before: readonly Stay[]): boolean {
  // Nobody gets back what was had before: a number is not handed out again within the days of a history.
  return before.every((stay) => stay.user !== user || stay.phone !== phone);
}

const startOf = (stay: number): number => now - 40 * day + stay * 4 * day;
const idOf = (user: number): string => `US.${user}`;
const phoneOf = (phone: number): string => `1650555000${phone}`;

function happeningsOf({ stays: all, events }: { stays: Stay[]; events: readonly EventDraft[] }): Happening[] {
  const begun = all.map(({ user, phone }, index): Happening => {
    return { at: startOf(index), user, phone, ids: 'both', kind: 'wrote' };
  });
  const others = events.flatMap(({ stay, hour, ids, kind }, index): Happening[] => {
    const where = all[stay];
    if (where === undefined) return [];
    const at = startOf(stay) + (hour + 1) * 3_600_000 + index;
    return [{ at, user: where.user, phone: where.phone, ids, kind }];
  });
  return [...begun, ...others];
}

interface EventDraft {
  readonly stay: number;
  readonly hour: number;
  readonly ids: Happening['ids'];
  readonly kind: Happening['kind'];
}

function statementOf({ at, kind }: Happening): ConsentStatement {
  return { allowed: kind === 'granted', at, source: 'test' };
}

async function take(process: Process, happening: Happening): Promise<void> {
  const { at, user, phone, ids, kind } = happening;
  const named = {
    phoneNumberId,
    ...(ids !== 'waId' && { userId: idOf(user) }),
    ...(ids !== 'userId' && { waId: phoneOf(phone) }),
  };
  await process.see(named, at);
  if (kind === 'wrote') {
    await process.windows.merge(named, { userWroteAt: at, knownSince: at }, at);
    return;
  }
  const facts: ConsentFacts = { given: statementOf(happening) };
  await process.consents.merge(named, facts);
}

/** What each user is known to have said, from a process that has just started. */
async function endOf(server: MapServer): Promise<object> {
  const fresh = new Process(new MapStorage(server));
  const end: Record<string, unknown> = {};
  for (let index = 0; index < people; index++) {
    const user = { phoneNumberId, userId: idOf(index) };
    const [window, consent, ids] = [
      await fresh.windows.find(user),
      await fresh.consents.find(user),
      await fresh.idsOf(user, now),
    ];
    end[user.userId] = { ids, wroteAt: window?.userWroteAt, given: consent.given };
    end[phoneOf(index)] = await fresh.idsOf({ waId: phoneOf(index) }, now);
  }
  return end;
}

describe('users whose facts come in any order, to several processes, with crashes and redeliveries', () => {
  it('end alike, lose no acknowledged fact, and inherit nothing but an opt-out', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ order, crashes, ...history }) => {
        const happenings = happeningsOf(history);
        const straight = new MapServer();
        const one = new Process(new MapStorage(straight));
        for (const happening of happenings.toSorted((first, other) => first.at - other.at)) {
          await take(one, happening);
        }

        const server = new MapServer();
        let cut = 0;
        server.cut = () => {
          cut += 1;
          if (crashes.includes(cut)) throw new Error('the process was killed');
        };
        const storages = [1, 2].map(() => new MapStorage(server, { waitMs: 0 }));
        const processes = storages.map((storage) => new Process(storage));
        const shuffled = happenings
          .flatMap((happening, index) => [
            { happening, rank: order[index] ?? 0 },
            { happening, rank: order[index + 12] ?? 0 },
          ])
          .toSorted((first, other) => first.rank - other.rank);
        // Two webhooks at a time; what fails is delivered again.
        const deliver = async (happening: Happening, place: number): Promise<void> => {
          for (let attempt = 0; attempt < 10; attempt++) {
            const process = processes[(place + attempt) % 2];
            try {
              if (process) return await take(process, happening);
            } catch {
              // Meta delivers it again.
            }
          }
          throw new Error('never delivered');
        };
        for (let index = 0; index < shuffled.length; index += 2) {
          await Promise.all(
            shuffled.slice(index, index + 2).map(({ happening }, place) => deliver(happening, place)),
          );
        }
        expect(await endOf(server)).toEqual(await endOf(straight));

        const fresh = new Process(new MapStorage(server));
        for (let user = 0; user < people; user++) {
          const own = happenings.filter((happening) => happening.user === user);
          if (own.length === 0) continue;
          const window = await fresh.windows.find({ phoneNumberId, userId: idOf(user) });
          const wrote = own.filter(({ kind }) => kind === 'wrote').map(({ at }) => at);
          expect(window?.userWroteAt).toBe(Math.max(...wrote));
          const said = own
            .filter(({ kind }) => kind !== 'wrote')
            .toSorted((first, other) => other.at - first.at);
          const { given } = await fresh.consents.find({ phoneNumberId, userId: idOf(user) });
          const granted = said.find(({ kind }) => kind === 'granted')?.at ?? 0;
          // Somebody who had one of the numbers may have refused, and the user has not granted since. Where that was before the number was
          // first seen nobody knows that it was not that one's already, and the refusal stays with the number.
          const numbers = new Set(own.map(({ phone }) => phone));
          const holders = new Set(
            happenings.filter(({ phone }) => numbers.has(phone)).map(({ user: holder }) => holder),
          );
          const inherited = happenings.filter(
            ({ kind, at, user: other }) =>
              kind === 'refused' && other !== user && holders.has(other) && at > granted,
          );
          const possible = [said[0], ...inherited].map(
            (happening) => happening && `${happening.kind} ${happening.at}`,
          );
          expect(possible).toContain(given && `${given.allowed ? 'granted' : 'refused'} ${given.at}`);
        }
      }),
      { numRuns: Number(process.env['USERS_RUNS'] ?? 40) },
    );
  }, 240_000);
});
