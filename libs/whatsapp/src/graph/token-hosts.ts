import { WhatsAppValidationError } from '../errors/index.js';

/** Meta's own domains: the Graph API, and where it keeps media. */
const META_DOMAINS = ['facebook.com', 'fbcdn.net', 'fbsbx.com', 'whatsapp.com', 'whatsapp.net'];

/** Says which addresses an access token may be sent to. An address in a webhook or an answer is not trusted for that. */
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
