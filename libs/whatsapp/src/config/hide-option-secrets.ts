import { hideSecrets } from '../observability/internal.js';
import { AccountOptionsDto } from './dto/account-options.dto.js';
import { GraphOptionsDto } from './dto/graph-options.dto.js';
import { ModuleOptionsDto } from './dto/module-options.dto.js';
import { isRecord } from '../common/internal.js';
import type { WhatsAppModuleOptions } from './dto/whatsapp-options.js';

type Changes = ReadonlyMap<string, (value: unknown) => unknown>;

const inSections: Changes = new Map([
  // What is given to axios may hold the password of a proxy, or a key of a gateway.
  ['graph', (graph) => hiddenIn(graph, new GraphOptionsDto(), ['axios'])],
  ['accounts', hiddenAccounts],
]);

/**
 * A copy of the module's options, before they are checked, that shows no secret where it is logged: Nest keeps them as a provider, and
 * `@nestjs/config` in its `ConfigService`. Read, spread and given to the module it is what the original is.
 */
export function hideOptionSecrets(options: WhatsAppModuleOptions): WhatsAppModuleOptions;
export function hideOptionSecrets(options: unknown): unknown;
export function hideOptionSecrets(options: unknown): unknown {
  return hiddenIn(
    options,
    new ModuleOptionsDto(),
    ['accessToken', 'appSecret', 'verifyToken', 'encrypt'],
    inSections,
  );
}

function hiddenAccounts(accounts: unknown): unknown {
  if (!isRecord(accounts)) return accounts;
  return Object.fromEntries(
    Object.entries(accounts).map(([name, account]): [string, unknown] => [
      name,
      hiddenIn(account, new AccountOptionsDto(), ['accessToken', 'appSecret']),
    ]),
  );
}

/** What is no object is left to the checks. */
function hiddenIn(section: unknown, known: object, secretKeys: readonly string[], inner?: Changes): unknown {
  if (!isRecord(section)) return section;
  // Options may be an instance of a class, with getters of its own.
  const keys = new Set([...Object.keys(section), ...Object.keys(known).filter((key) => key in section)]);
  const entries = [...keys].map((key): [string, unknown] => {
    const change = inner?.get(key);
    return [key, change === undefined ? section[key] : change(section[key])];
  });
  return hideSecrets(Object.fromEntries(entries), secretKeys);
}
