import { IsNotEmpty, IsString, Matches } from 'class-validator';
import type {
  WhatsAppAccountOptions,
  WhatsAppConsentOptions,
  WhatsAppConversationOptions,
  WhatsAppDeliveryOptions,
  WhatsAppGraphOptions,
  WhatsAppMediaOptions,
  WhatsAppMessageOptions,
  WhatsAppModuleOptions,
  WhatsAppRecipientOptions,
  WhatsAppRepeatGuardOptions,
  WhatsAppRetryOptions,
  WhatsAppTemplateCheckOptions,
  WhatsAppTemplateDefinition,
  WhatsAppThroughputOptions,
  WhatsAppWebhookOptions,
} from './whatsapp-options.js';
import { Given } from './given.decorator.js';
import { IsAppSecret } from './is-app-secret.decorator.js';

/** The keys of the options and the rules for their plain ones; each section and each account has a class of its own. */
export class ModuleOptionsDto implements WhatsAppModuleOptions {
  phoneNumberId?: string;
  accessToken?: string;
  businessAccountId?: string;

  @Given()
  @Matches(/^\d+$/, { message: 'expected the id of the Meta app: a string of digits' })
  appId?: string;

  @Given()
  @IsAppSecret()
  appSecret?: string | readonly string[];

  accounts?: Readonly<Record<string, WhatsAppAccountOptions>>;

  @Given()
  @IsString({ message: 'expected the string that you enter in the App Dashboard' })
  @IsNotEmpty({ message: 'expected the string that you enter in the App Dashboard, not an empty one' })
  verifyToken?: string;

  graph?: WhatsAppGraphOptions;
  retry?: WhatsAppRetryOptions;
  recipients?: WhatsAppRecipientOptions;
  messages?: WhatsAppMessageOptions;
  media?: WhatsAppMediaOptions;
  templateCheck?: WhatsAppTemplateCheckOptions;
  webhooks?: WhatsAppWebhookOptions;
  conversations?: WhatsAppConversationOptions;
  consent?: WhatsAppConsentOptions;
  throughput?: WhatsAppThroughputOptions;
  delivery?: WhatsAppDeliveryOptions;
  repeatGuard?: WhatsAppRepeatGuardOptions;
  storage?: WhatsAppModuleOptions['storage'];
  encrypt?: WhatsAppModuleOptions['encrypt'];
  templates?: readonly WhatsAppTemplateDefinition[];
}
