import { Scope, type InjectionToken, type Provider, type Type } from '@nestjs/common';
import { WhatsAppConfigurationError } from './errors/index.js';

/** The metadata key under which `@Injectable({ scope })` keeps its options; by name, because Nest does not export it. */
const scopeMetadata = 'scope:options';

/**
 * Refuses request-scoped replacements of the library's parts: they would make all that needs them request-scoped too, and a send
 * has no request. A replacement that is request-scoped only because of what it injects is not seen here.
 *
 * @throws WhatsAppConfigurationError naming each replacement
 */
export function assertNotRequestScoped(
  replacements: readonly Provider[],
  ownTokens: ReadonlySet<InjectionToken>,
): void {
  const problems = replacements
    .filter((provider) => ownTokens.has(tokenOf(provider)) && isRequestScoped(provider))
    .map(
      (provider) =>
        `the replacement of ${String(nameOf(tokenOf(provider)))} in \`providers\`${byClass(provider)} is request-scoped: give it the default scope, because a send has no request (what differs by tenant can be told by the account, see AccountResolver)`,
    );
  if (problems.length > 0) throw new WhatsAppConfigurationError(problems);
}

/** The token under which a provider is found. */
export function tokenOf(provider: Provider): InjectionToken {
  return typeof provider === 'function' ? provider : provider.provide;
}

function isRequestScoped(provider: Provider): boolean {
  // The scope beside `provide` counts more than that of the class, as it does for Nest.
  const ownScope = typeof provider === 'object' && 'scope' in provider ? provider.scope : undefined;
  return (ownScope ?? scopeOfClass(classOf(provider))) === Scope.REQUEST;
}

function scopeOfClass(type: Type | undefined): unknown {
  const options: unknown = type === undefined ? undefined : Reflect.getMetadata(scopeMetadata, type);
  return typeof options === 'object' && options !== null && 'scope' in options ? options.scope : undefined;
}

function classOf(provider: Provider): Type | undefined {
  if (typeof provider === 'function') return provider;
  return 'useClass' in provider ? provider.useClass : undefined;
}

function byClass(provider: Provider): string {
  const type = classOf(provider);
  return type === undefined || type === tokenOf(provider) ? '' : ` by ${type.name}`;
}

function nameOf(token: InjectionToken): string | symbol {
  return typeof token === 'function' ? token.name : typeof token === 'object' ? 'a provider' : token;
}
