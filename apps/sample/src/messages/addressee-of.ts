import type { MessageRecipient, WhatsAppMessage } from 'nestjs-whatsapp';

/** Who a message is addressed to; where it names both a number and a user id the number wins, as it does at Meta. */
export function addresseeOf({ recipient_type, to, recipient }: WhatsAppMessage): MessageRecipient {
  if (recipient_type === 'group') return { group: to ?? '' };
  return to === undefined ? { recipient: recipient ?? '' } : { to };
}
