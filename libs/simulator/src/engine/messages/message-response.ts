import type { AcceptedMessage } from './accepted-message.js';

const ACCEPTED = 'accepted';
const HELD = 'held_for_quality_assessment';

/** The body of a 200 to a send. */
export interface MessageResponse {
  readonly messaging_product: 'whatsapp';
  readonly contacts: readonly [
    { readonly input: string; readonly wa_id?: string; readonly user_id?: string },
  ];
  readonly messages: readonly [
    {
      readonly id: string;
      readonly group_id?: string;
      readonly message_status?: 'accepted' | 'held_for_quality_assessment';
    },
  ];
}

/**
 * Writes Meta's answer to an accepted message: phone form, user id form or group form.
 * @param held whether pacing holds it back
 */
export function messageResponse(message: AcceptedMessage, held = false): MessageResponse {
  const { recipient } = message;
  return {
    messaging_product: 'whatsapp',
    contacts: [
      {
        input: recipient.input,
        ...(recipient.kind === 'phone' ? { wa_id: recipient.waId } : {}),
        ...(recipient.kind === 'user' ? { user_id: recipient.userId } : {}),
        ...(recipient.kind === 'group' ? { wa_id: recipient.groupId } : {}),
      },
    ],
    messages: [
      {
        id: message.id,
        ...(recipient.kind === 'group' ? { group_id: recipient.groupId } : {}),
        ...(message.type === 'template' ? { message_status: held ? HELD : ACCEPTED } : {}),
      },
    ],
  };
}
