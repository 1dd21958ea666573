import type { StorageEncryption, WhatsAppStorage } from '../storage/index.js';
import type {
  WhatsAppConsentOptions,
  WhatsAppConversationOptions,
  WhatsAppDeliveryOptions,
  WhatsAppGraphOptions,
  WhatsAppMediaOptions,
  WhatsAppMemoryOptions,
  WhatsAppMessageOptions,
  WhatsAppRecipientOptions,
  WhatsAppRepeatGuardOptions,
  WhatsAppRetryOptions,
  WhatsAppTemplateCheckOptions,
  WhatsAppTemplateDefinition,
  WhatsAppThroughputOptions,
  WhatsAppWebhookOptions,
} from './dto/whatsapp-options.js';

/** The injection token of {@link ResolvedWhatsAppOptions}. */
export const WHATSAPP_RESOLVED_OPTIONS = Symbol('WHATSAPP_RESOLVED_OPTIONS');

/**
 * One account after validation. Logged or turned into JSON it shows no secret.
 *
 * @publicApi
 */
export interface ResolvedWhatsAppAccount {
  /** The name it has in the options (`default` for the short form), or the tenant. */
  readonly name: string;
  readonly phoneNumberId: string;
  readonly businessAccountId?: string;
  /** The account's own or else the module's. */
  readonly appId?: string;
  readonly accessToken?: string;
  /** The account's own app secrets or else those of the module; the first one signs, all of them verify. */
  readonly appSecrets: readonly string[];
}

/**
 * The module's options after validation: frozen, with every default filled in and the accounts by name. Logged or turned into
 * JSON they show no secret.
 */
export interface ResolvedWhatsAppOptions {
  /** By name; the short form is the account `default`. Empty where all tenants come from an `AccountResolver`. */
  readonly accounts: ReadonlyMap<string, ResolvedWhatsAppAccount>;
  /** Every app secret of the module's own options, for accounts that name none. */
  readonly appSecrets: readonly string[];
  /** For accounts that name none. */
  readonly appId?: string;
  readonly verifyToken?: string;
  readonly graph: Readonly<
    Required<Omit<WhatsAppGraphOptions, 'axios'>> & Pick<WhatsAppGraphOptions, 'axios'>
  >;
  readonly retry: Readonly<Required<WhatsAppRetryOptions>>;
  readonly recipients: Readonly<
    Required<Pick<WhatsAppRecipientOptions, 'numbersWithoutPlus'>> &
      Pick<WhatsAppRecipientOptions, 'defaultCountry'>
  >;
  readonly messages: Readonly<Required<WhatsAppMessageOptions>>;
  readonly media: Readonly<
    Required<Omit<WhatsAppMediaOptions, 'temporaryDirectory'>> &
      Pick<WhatsAppMediaOptions, 'temporaryDirectory'>
  >;
  readonly templateCheck: Readonly<Required<WhatsAppTemplateCheckOptions>>;
  readonly webhooks: Readonly<Required<WhatsAppWebhookOptions>>;
  readonly conversations: Readonly<
    Required<Omit<WhatsAppConversationOptions, 'fallbackTemplate'>> &
      Pick<WhatsAppConversationOptions, 'fallbackTemplate'>
  >;
  readonly consent: Readonly<Required<WhatsAppConsentOptions>>;
  readonly throughput: Readonly<Required<WhatsAppThroughputOptions>>;
  readonly delivery: Readonly<Required<WhatsAppDeliveryOptions>>;
  readonly repeatGuard: Readonly<Required<WhatsAppRepeatGuardOptions>>;
  /** An adapter, or how much the memory keeps. */
  readonly storage: WhatsAppStorage | Readonly<Required<NonNullable<WhatsAppMemoryOptions['memory']>>>;
  readonly encrypt: StorageEncryption | undefined;
  readonly templates: readonly Readonly<WhatsAppTemplateDefinition>[];
}
