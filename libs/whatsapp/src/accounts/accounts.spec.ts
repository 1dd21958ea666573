import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { resolveOptions } from '../config/resolve-options.js';
import type { ResolvedWhatsAppAccount } from '../config/resolved-options.js';
import type { WhatsAppAccountOptions } from '../config/dto/whatsapp-options.js';
import { WhatsAppConfigurationError } from '../errors/configuration.error.js';
import { UnknownAccountError } from '../errors/unknown-account.error.js';
import { AccessTokenProvider } from './access-token-provider.js';
import { AccountResolver } from './account-resolver.js';
import { ConfiguredAccessToken } from './configured-access-token.js';
import { NoTenants } from './no-tenants.js';
import { AccountDirectory } from './account-directory.js';

const sales = { phoneNumberId: '1001', accessToken: 's3cret-sales', appSecret: ['s3cret-new', 's3cret-old'] };
const support = { phoneNumberId: '1002', businessAccountId: '77', accessToken: 's3cret-support' };

class Tenants extends AccountResolver {
  readonly asked: string[] = [];

  constructor(private readonly known: Readonly<Record<string, WhatsAppAccountOptions>>) {
    super();
  }

  async resolve(tenant: string): Promise<WhatsAppAccountOptions | undefined> {
    this.asked.push(tenant);
    await Promise.resolve();
    return this.known[tenant];
  }

  override findTenant(phoneNumberId: string): Promise<string | undefined> {
    const found = Object.entries(this.known).find(([, account]) => account.phoneNumberId === phoneNumberId);
    return Promise.resolve(found?.[0]);
  }
}

function accountsWith(
  resolver: AccountResolver = new NoTenants(),
  tokens: AccessTokenProvider = new ConfiguredAccessToken(),
): AccountDirectory {
  const options = resolveOptions({ accounts: { default: support, sales }, appSecret: 's3cret-shared' });
  return new AccountDirectory(options, resolver, tokens);
}

describe('AccountDirectory', () => {
  it('finds the accounts in the options by name, the default one without', async () => {
    const accounts = accountsWith();
    expect((await accounts.get('sales')).phoneNumberId).toBe('1001');
    expect(await accounts.get()).toMatchObject({
      name: 'default',
      phoneNumberId: '1002',
      businessAccountId: '77',
    });
    expect(accounts.names).toEqual(['default', 'sales']);
    expect([accounts.has('sales'), accounts.has('acme')]).toEqual([true, false]);
  });

  it('names those it knows where it does not know one', async () => {
    const unknown = accountsWith().get('acme');
    await expect(unknown).rejects.toBeInstanceOf(UnknownAccountError);
    await expect(unknown).rejects.toMatchObject({
      code: 'WHATSAPP_UNKNOWN_ACCOUNT',
      accountName: 'acme',
      knownNames: ['default', 'sales'],
    });
    for (const name of ['', 'constructor', '__proto__']) {
      await expect(accountsWith().get(name)).rejects.toBeInstanceOf(UnknownAccountError);
    }
  });

  it('asks the resolver for tenants, after the options', async () => {
    const tenants = new Tenants({
      acme: { phoneNumberId: '2001', accessToken: 's3cret-acme' },
      sales: support,
    });
    const accounts = accountsWith(tenants);
    const acme = await accounts.get('acme');
    expect(acme).toMatchObject({ name: 'acme', phoneNumberId: '2001', appSecrets: ['s3cret-shared'] });
    expect(await acme.accessToken()).toBe('s3cret-acme');
    expect((await accounts.get('sales')).phoneNumberId).toBe('1001');
    expect(tenants.asked).toEqual(['acme']);
  });

  it('asks once for calls at the same time, and again afterwards, so that a change takes effect', async () => {
    const known: Record<string, WhatsAppAccountOptions> = {
      acme: { phoneNumberId: '2001', accessToken: 'old' },
    };
    const tenants = new Tenants(known);
    const accounts = accountsWith(tenants);
    const [first, second] = await Promise.all([accounts.get('acme'), accounts.get('acme')]);
    expect(first).toBe(second);
    expect(tenants.asked).toHaveLength(1);
    known['acme'] = { phoneNumberId: '2001', accessToken: 'new' };
    expect(await (await accounts.get('acme')).accessToken()).toBe('new');
    expect(tenants.asked).toHaveLength(2);
  });

  it('asks again after a look-up that failed', async () => {
    const known: Record<string, WhatsAppAccountOptions> = {};
    const accounts = accountsWith(new Tenants(known));
    await expect(accounts.get('acme')).rejects.toBeInstanceOf(UnknownAccountError);
    known['acme'] = { phoneNumberId: '2001', accessToken: 't' };
    await expect(accounts.get('acme')).resolves.toMatchObject({ name: 'acme' });
  });

  it("checks the resolver's answers like options", async () => {
    const wrong = accountsWith(
      new Tenants({ acme: { phoneNumberId: '+1555', accessToken: 's3cret with space' } }),
    ).get('acme');
    await expect(wrong).rejects.toBeInstanceOf(WhatsAppConfigurationError);
    await expect(wrong).rejects.toThrow(/tenant "acme"\.phoneNumberId: .*\n.*tenant "acme"\.accessToken: /);
    await expect(wrong).rejects.not.toThrow(/s3cret/);
  });

  it('finds the account that a phone number belongs to, for webhooks', async () => {
    const accounts = accountsWith(new Tenants({ acme: { phoneNumberId: '2001', accessToken: 't' } }));
    expect((await accounts.byPhoneNumberId('1001'))?.name).toBe('sales');
    expect((await accounts.byPhoneNumberId('2001'))?.name).toBe('acme');
    expect(await accounts.byPhoneNumberId('3001')).toBeUndefined();
    expect(await accountsWith().byPhoneNumberId('2001')).toBeUndefined();
  });
});

describe('WhatsAppAccount', () => {
  class Rotating extends AccessTokenProvider {
    current = 'first';

    getAccessToken({ name }: ResolvedWhatsAppAccount): Promise<string> {
      return Promise.resolve(`${name}-${this.current}`);
    }
  }

  it('asks for its token each time, so that it can be rotated', async () => {
    const tokens = new Rotating();
    const account = await accountsWith(new NoTenants(), tokens).get('sales');
    expect(await account.accessToken()).toBe('sales-first');
    tokens.current = 'second';
    expect(await account.accessToken()).toBe('sales-second');
  });

  it('refuses a token that cannot be one, without showing it', async () => {
    const tokens = new Rotating();
    const account = await accountsWith(new NoTenants(), tokens).get('sales');
    tokens.current = 's3cret\nwith a line end';
    await expect(account.accessToken()).rejects.toThrow(/no usable token for account "sales"/);
    await expect(account.accessToken()).rejects.not.toThrow(/s3cret/);
  });

  it('says which account has no token', async () => {
    const options = resolveOptions({ phoneNumberId: '1' }, { accessTokenProvider: true });
    const account = await new AccountDirectory(options, new NoTenants(), new ConfiguredAccessToken()).get();
    await expect(account.accessToken()).rejects.toThrow(/account "default" has no access token/);
  });

  it('signs with the first app secret and verifies with all', async () => {
    const account = await accountsWith().get('sales');
    expect(account.appSecret).toBe('s3cret-new');
    expect(account.appSecrets).toEqual(['s3cret-new', 's3cret-old']);
  });

  it('never shows a secret in a log or in JSON', async () => {
    const accounts = accountsWith(
      new Tenants({ acme: { phoneNumberId: '2001', accessToken: 's3cret-acme' } }),
    );
    for (const part of [accounts, await accounts.get('sales'), await accounts.get('acme')]) {
      expect(inspect(part, { depth: 9, getters: false }) + JSON.stringify(part)).not.toContain('s3cret');
    }
    expect(JSON.stringify(await accounts.get('sales'))).toBe('{"name":"sales","phoneNumberId":"1001"}');
  });
});
