import { Matches } from 'class-validator';
import type { WhatsAppAccountOptions } from './whatsapp-options.js';
import { Given } from './given.decorator.js';
import { IsAppSecret } from './is-app-secret.decorator.js';

/** The rules for one account: what `WhatsAppAccountOptions` may hold. */
export class AccountOptionsDto implements WhatsAppAccountOptions {
  @Matches(/^\d+$/, {
    message: ({ value }) =>
      typeof value === 'string' && value.trim().startsWith('+')
        ? 'expected the id of the phone number, not the number itself: WhatsApp Manager shows the id, digits only, in the API set-up'
        : 'expected the id of the business phone number: a string of digits',
  })
  phoneNumberId!: string;

  @Given()
  @Matches(/^[\x21-\x7e]+$/, {
    message: 'expected an access token: one word, without white space or line ends',
  })
  accessToken?: string;

  @Given()
  @Matches(/^\d+$/, { message: 'expected the id of the WhatsApp Business Account: a string of digits' })
  businessAccountId?: string;

  @Given()
  @Matches(/^\d+$/, { message: 'expected the id of the Meta app: a string of digits' })
  appId?: string;

  @Given()
  @IsAppSecret()
  appSecret?: string | readonly string[];
}
