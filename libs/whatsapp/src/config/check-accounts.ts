import { AccountOptionsDto } from './dto/account-options.dto.js';
import { DEFAULT_ACCOUNT } from './default-account.js';
import { isRecord } from '../common/internal.js';
import type { OptionProblems } from './option-problems.js';
import type { ResolveOptionsContext } from './resolve-options-context.js';
import type { WhatsAppAccountOptions, WhatsAppModuleOptions } from './dto/whatsapp-options.js';

const shortForm = ['phoneNumberId', 'accessToken', 'businessAccountId'] as const;

/** An account, the name it has, and where it stands in the options. */
interface NamedAccount {
  readonly name: string;
  readonly path: string;
  readonly account: WhatsAppAccountOptions;
}

/** Reads the accounts in either form and checks each of them, and all of them against what else the module knows. */
export function checkAccounts(
  options: WhatsAppModuleOptions,
  context: ResolveOptionsContext,
  problems: OptionProblems,
): NamedAccount[] {
  const accounts = readAccounts(options, context, problems);
  checkTokens(accounts, context, problems);
  checkPhoneNumberIds(accounts, problems);
  checkNames(accounts, context, problems);
  return accounts;
}

function readAccounts(
  options: WhatsAppModuleOptions,
  { accountResolver = false }: ResolveOptionsContext,
  problems: OptionProblems,
): NamedAccount[] {
  const short = shortForm.filter((key) => options[key] !== undefined);
  if (options.accounts === undefined) {
    if (short.length === 0 && accountResolver) return [];
    if (short.length === 0) {
      problems.add(
        '',
        'no account: give `phoneNumberId` and `accessToken`, several `accounts`, or an AccountResolver',
      );
      return [];
    }
    const given = Object.fromEntries(short.map((key) => [key, options[key]]));
    return [{ name: DEFAULT_ACCOUNT, path: '', account: problems.check(AccountOptionsDto, given, '') }];
  }
  for (const key of short)
    problems.add(key, 'not together with `accounts`: move it into the account that it belongs to');
  return readNamed(options.accounts, accountResolver, problems);
}

function readNamed(accounts: unknown, accountResolver: boolean, problems: OptionProblems): NamedAccount[] {
  if (!isRecord(accounts)) {
    problems.add('accounts', 'expected an object of accounts by name');
    return [];
  }
  const entries = Object.entries(accounts);
  if (entries.length === 0 && !accountResolver) problems.add('accounts', 'expected at least one account');
  return entries.map(([name, given]) => {
    if (name.trim() === '') problems.add('accounts', 'expected a name for each account, found an empty one');
    const path = `accounts.${name}`;
    return { name, path: `${path}.`, account: problems.check(AccountOptionsDto, given, path) };
  });
}

function checkTokens(
  accounts: readonly NamedAccount[],
  { accessTokenProvider = false }: ResolveOptionsContext,
  problems: OptionProblems,
): void {
  if (accessTokenProvider) return;
  for (const { path, account } of accounts) {
    if (account.accessToken === undefined) {
      problems.add(`${path}accessToken`, 'missing: give a token, or an AccessTokenProvider');
    }
  }
}

/** A webhook names the phone number only, so two accounts cannot share one. */
function checkPhoneNumberIds(accounts: readonly NamedAccount[], problems: OptionProblems): void {
  const seen = new Map<string, string>();
  for (const { path, account } of accounts) {
    if (account.phoneNumberId === undefined) continue;
    const first = seen.get(account.phoneNumberId);
    if (first !== undefined) problems.add(`${path}phoneNumberId`, `the same as ${first}phoneNumberId`);
    else seen.set(account.phoneNumberId, path);
  }
}

function checkNames(
  accounts: readonly NamedAccount[],
  { accountNames = [] }: ResolveOptionsContext,
  problems: OptionProblems,
): void {
  if (accountNames.length === 0) return;
  const configured = new Set(accounts.map(({ name }) => name));
  for (const name of accountNames) {
    if (!configured.has(name)) {
      problems.add(`accounts.${name}`, 'missing, although `accountNames` declares it');
    }
  }
  for (const { name } of accounts) {
    if (name !== DEFAULT_ACCOUNT && !accountNames.includes(name)) {
      problems.add(`accounts.${name}`, 'not declared in `accountNames`: add it there');
    }
  }
}
