import { Injectable, type INestApplicationContext } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  GraphApiError,
  GraphCallFailedError,
  GraphClient,
  SendCancelledError,
  SendOutcomeUnknownError,
  UnknownAccountError,
  WhatsAppValidationError,
} from 'nestjs-whatsapp';
import { Clock, AccountDirectory } from 'nestjs-whatsapp/extending';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

interface Profile {
  readonly about: string;
}

/** As the chapter "Extending" of the handbook has it. */
@Injectable()
class BusinessProfile {
  constructor(
    private readonly graph: GraphClient,
    private readonly accounts: AccountDirectory,
  ) {}

  async read(name?: string): Promise<Profile> {
    const account = await this.accounts.get(name);
    return this.graph.get(account, `${account.phoneNumberId}/whatsapp_business_profile`, {
      query: { fields: 'about' },
      accept: profileIn,
    });
  }

  async write(about: string, repeatable = true, signal?: AbortSignal): Promise<void> {
    const account = await this.accounts.get();
    const path = `${account.phoneNumberId}/whatsapp_business_profile`;
    const body = JSON.stringify({ messaging_product: 'whatsapp', about });
    await this.graph.post(account, path, body, { repeatable, signal, accept: successIn });
  }
}

function profileIn(answer: unknown): Profile | undefined {
  const { data } = answer as { data?: Profile[] };
  return data?.[0];
}

function successIn(answer: unknown): true | undefined {
  return (answer as { success?: boolean }).success === true ? true : undefined;
}

describe('GraphClient, for calls that the library does not know', () => {
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext;
  let profile: BusinessProfile;

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start();
  });

  beforeEach(async () => {
    context = await createContext(
      optionsFor(simulator, {
        retry: { maxAttempts: 2 },
        providers: [{ provide: Clock, useValue: new FakeClock({ autoAdvance: true }) }],
      }),
      { providers: [BusinessProfile] },
    );
    profile = context.get(BusinessProfile);
  });

  afterEach(() => context.close());
  afterAll(() => simulator.stop());

  it('writes and reads, with the credentials of an account', async () => {
    await profile.write('We answer until six');
    await expect(profile.read()).resolves.toMatchObject({ about: 'We answer until six' });
    await expect(profile.read('nobody')).rejects.toBeInstanceOf(UnknownAccountError);
  });

  it("gives Meta's error as its kind", async () => {
    const refused = profile.write('x'.repeat(140));
    await expect(refused).rejects.toBeInstanceOf(GraphApiError);
    await expect(refused).rejects.toMatchObject({ graphCode: 100, attempts: 1 });
  });

  it('makes again what is safe to repeat and was not answered, and gives it up at the last attempt', async () => {
    simulator.addFault({ kind: 'reset_after', endpoint: 'any', count: 1 });
    await profile.write('again');
    await expect(profile.read()).resolves.toMatchObject({ about: 'again' });
    simulator.addFault({ kind: 'reset_after', endpoint: 'any', count: 2 });
    const failed = profile.read();
    await expect(failed).rejects.toBeInstanceOf(GraphCallFailedError);
    await expect(failed).rejects.toMatchObject({ attempts: 2 });
  });

  it('never makes again a post that may have been carried out', async () => {
    simulator.addFault({ kind: 'reset_after', endpoint: 'any', count: 1 });
    const unknown = profile.write('once', false);
    await expect(unknown).rejects.toBeInstanceOf(SendOutcomeUnknownError);
    await expect(unknown).rejects.toMatchObject({ attempts: 1 });
    await expect(profile.read()).resolves.toMatchObject({ about: 'once' });
  });

  it('refuses a path that would reach something else, and calls nothing once it is cancelled', async () => {
    const account = await context.get(AccountDirectory).get();
    await expect(context.get(GraphClient).get(account, '../me')).rejects.toBeInstanceOf(
      WhatsAppValidationError,
    );
    await expect(profile.write('never', true, AbortSignal.abort())).rejects.toBeInstanceOf(
      SendCancelledError,
    );
  });
});
