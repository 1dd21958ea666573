import { Inject } from '@nestjs/common';
import { DEFAULT_ACCOUNT } from './config/internal.js';

/**
 * The injection token of one account's `WhatsAppService`.
 *
 * @publicApi
 */
export function getWhatsAppToken(accountName: string = DEFAULT_ACCOUNT): string {
  return `nestjs-whatsapp:account:${accountName}`;
}

/**
 * Injects the `WhatsAppService` of a named account. The name must be declared in `accountNames`.
 *
 * @example `constructor(@InjectWhatsApp('sales') private readonly sales: WhatsAppService) {}`
 * @publicApi
 */
export function InjectWhatsApp(
  accountName: string = DEFAULT_ACCOUNT,
): ParameterDecorator & PropertyDecorator {
  return Inject(getWhatsAppToken(accountName));
}
