import type { ApiBodyOptions } from '@nestjs/swagger';

/** The schema of a message's body on the docs page: the members of every type. Each type's own fields are in the examples. */
export const messageBodySchema: Extract<ApiBodyOptions, { schema: unknown }>['schema'] = {
  type: 'object',
  additionalProperties: true,
  properties: {
    to: {
      type: 'string',
      description: 'A phone number with `+`, or the id of a group',
      example: '+16505551234',
    },
    recipient: { type: 'string', description: 'A business-scoped user id, in place of `to`' },
    recipient_type: { type: 'string', enum: ['individual', 'group'] },
    type: { type: 'string', description: 'May be left out where one content key names it' },
    context: {
      type: 'object',
      description: 'Quotes a message',
      properties: { message_id: { type: 'string' } },
    },
    biz_opaque_callback_data: {
      type: 'string',
      description:
        "Your own value for the status webhooks: at most 400 characters, because the rest of Meta's 512 is for the correlation id; " +
        "all 512 with `messages.callbackData: 'raw'` (`WHATSAPP_CALLBACK_DATA=raw`)",
    },
  },
};
