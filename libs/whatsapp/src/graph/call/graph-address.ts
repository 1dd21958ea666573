import { isMetaId } from '../../common/internal.js';
import { WhatsAppValidationError } from '../../errors/index.js';

/** Meta's own domains: the Graph API, and where it keeps media. */
const META_DOMAINS = ['facebook.com', 'fbcdn.net', 'fbsbx.com', 'whatsapp.com', 'whatsapp.net'];

/**
 * A part that is empty, `.` or `..`, also in its encoded form, or ended by a backslash, which addresses read as a slash; and the
 * white space that they leave out.
 */
const strayPath = /[\t\n\r]|^(?:[^?#]*[/\\])?(?:\.|%2e){0,2}(?:[/\\?#]|$)/i;

/** Describes the fault of a path in which a part is missing, or that an address would read as another path. */
export function graphPathProblem(path: string): WhatsAppValidationError | undefined {
  if (!strayPath.test(path)) return undefined;
  return new WhatsAppValidationError([
    {
      path: 'path',
      message:
        'must be a path below the Graph version such as `1234/phone_numbers`, without a slash at an end and without parts that are empty, `.` or `..`: a call there would reach something else',
    },
  ]);
}

/**
 * Refuses what cannot be an id of something at Meta.
 *
 * @param field the field or parameter that the error names
 * @throws WhatsAppValidationError where it is no string, is blank, `.` or `..`, or is broken text
 */
export function assertGraphId(id: unknown, field = 'id'): asserts id is string {
  if (isMetaId(id)) return;
  throw new WhatsAppValidationError([
    {
      path: field,
      message: 'must be an id as Meta gave it: a string that is not blank, not `.` and not `..`',
    },
  ]);
}

/**
 * Makes a part of a Graph path of an id.
 *
 * @throws WhatsAppValidationError where it cannot be one
 */
export function graphPathOf(id: string): string {
  assertGraphId(id);
  return encodeURIComponent(id);
}

/** The hosts that an access token may be sent to. An address in a webhook or an answer is not trusted for that. */
export class TokenHosts {
  readonly #base: URL;

  constructor(baseUrl: string) {
    this.#base = new URL(baseUrl);
  }

  /** @throws WhatsAppValidationError where the address is neither Meta's nor that of `graph.baseUrl` */
  check(address: string): void {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url && (this.#isBase(url) || isOfMeta(url))) return;
    throw new WhatsAppValidationError([
      {
        path: 'url',
        message: `is not an address of Meta (https and a host of ${META_DOMAINS.join(', ')}) or of the option \`graph.baseUrl\`: the access token is not sent there`,
      },
    ]);
  }

  #isBase({ protocol, hostname }: URL): boolean {
    // Another port is allowed, so that a proxy for development need not keep the one of its target; another scheme is not.
    return protocol === this.#base.protocol && hostname === this.#base.hostname;
  }
}

function isOfMeta({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' &&
    META_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
  );
}
