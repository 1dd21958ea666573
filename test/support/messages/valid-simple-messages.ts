import type { WhatsAppMessage } from '../../../libs/whatsapp/src/messages/dto/index.js';

/** A message that must be accepted. */
export interface ValidMessage {
  readonly name: string;
  readonly message: WhatsAppMessage;
}

/** The person whom most test messages go to. */
export const to = '+16505551234';

/** A group. */
export const group = 'Y2FwaV9ncm91cDpvbmU';

/** A message of a user. */
export const wamid = 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQzQTEx';

const envelope = { messaging_product: 'whatsapp', to } as const;

/** Text, media, location, contacts, reactions, pins and everything about the envelope. */
export const validSimpleMessages: readonly ValidMessage[] = [
  { name: 'text', message: { ...envelope, type: 'text', text: { body: 'The van is at your gate' } } },
  {
    name: 'text with a preview',
    message: {
      ...envelope,
      type: 'text',
      text: { body: 'See https://bakery.example/rye', preview_url: true },
    },
  },
  { name: 'text without type and product', message: { to, text: { body: 'Short form' } } },
  {
    name: 'text as long as may be',
    message: { ...envelope, type: 'text', text: { body: 'é'.repeat(4096) } },
  },
  {
    name: 'text of emoji as long as may be',
    message: { ...envelope, type: 'text', text: { body: '🥖'.repeat(4096) } },
  },
  {
    name: 'text to an individual',
    message: { ...envelope, recipient_type: 'individual', type: 'text', text: { body: 'Hello' } },
  },
  {
    name: 'text to a business-scoped user id',
    message: { recipient: 'PT.48213377001', type: 'text', text: { body: 'Hello' } },
  },
  {
    name: "text to a parent's business-scoped user id",
    message: { recipient: 'PT.ENT.48213377001', type: 'text', text: { body: 'Hello' } },
  },
  {
    name: 'text to a number beside a user id',
    message: { to, recipient: 'PT.48213377001', type: 'text', text: { body: 'Hello' } },
  },
  {
    name: 'text to a number with separators',
    message: { to: '+1 (650) 555-1234', type: 'text', text: { body: 'Hello' } },
  },
  {
    name: 'text to a group',
    message: { recipient_type: 'group', to: group, type: 'text', text: { body: 'Team lunch at noon' } },
  },
  {
    name: 'text that quotes',
    message: { ...envelope, context: { message_id: wamid }, type: 'text', text: { body: 'Yes, this one' } },
  },
  {
    name: 'text with callback data as long as may be',
    message: { ...envelope, biz_opaque_callback_data: 'x'.repeat(400), type: 'text', text: { body: 'Hi' } },
  },
  {
    name: 'text with empty callback data',
    message: { ...envelope, biz_opaque_callback_data: '', type: 'text', text: { body: 'Hi' } },
  },
  {
    name: "text that checks the user's key",
    message: { ...envelope, recipient_identity_key_hash: 'DF2lS5v2W6x=', type: 'text', text: { body: 'Hi' } },
  },
  {
    name: 'text with fields that are undefined',
    message: { ...envelope, type: 'text', context: undefined, text: { body: 'Hi', preview_url: undefined } },
  },

  {
    name: 'image by id',
    message: { ...envelope, type: 'image', image: { id: '8801', caption: 'The dent' } },
  },
  {
    name: 'image by link',
    message: { ...envelope, type: 'image', image: { link: 'https://img.example/loaf.png' } },
  },
  {
    name: 'image with the longest caption',
    message: { ...envelope, type: 'image', image: { id: '8801', caption: 'c'.repeat(1024) } },
  },
  {
    name: 'image over plain http',
    message: { ...envelope, type: 'image', image: { link: 'http://img.example/loaf.png?v=2' } },
  },
  {
    name: 'image to a group',
    message: { recipient_type: 'group', to: group, type: 'image', image: { id: '8801' } },
  },
  {
    name: 'image that quotes',
    message: { ...envelope, context: { message_id: wamid }, type: 'image', image: { id: '8801' } },
  },
  {
    name: 'video by link',
    message: { ...envelope, type: 'video', video: { link: 'https://v.example/oven.mp4', caption: 'Rising' } },
  },
  { name: 'video by id', message: { ...envelope, type: 'video', video: { id: '8802' } } },
  { name: 'audio by id', message: { ...envelope, type: 'audio', audio: { id: '8803' } } },
  { name: 'voice message', message: { ...envelope, type: 'audio', audio: { id: '8803', voice: true } } },
  {
    name: 'audio by link',
    message: { ...envelope, type: 'audio', audio: { link: 'https://a.example/jingle.mp3', voice: false } },
  },
  {
    name: 'document by id',
    message: {
      ...envelope,
      type: 'document',
      document: { id: '8804', filename: 'receipt-17.pdf', caption: 'Receipt 17' },
    },
  },
  {
    name: 'document by link',
    message: { ...envelope, type: 'document', document: { link: 'https://d.example/menu.pdf' } },
  },
  { name: 'sticker by id', message: { ...envelope, type: 'sticker', sticker: { id: '8805' } } },
  {
    name: 'sticker by link',
    message: { ...envelope, type: 'sticker', sticker: { link: 'https://s.example/wave.webp' } },
  },

  {
    name: 'location with numbers',
    message: {
      ...envelope,
      type: 'location',
      location: { latitude: 38.7223, longitude: -9.1393, name: 'Bakery', address: '3 Rua do Forno' },
    },
  },
  {
    name: 'location with strings',
    message: { ...envelope, type: 'location', location: { latitude: '-33.45', longitude: '-70.66' } },
  },
  {
    name: 'location at the edges',
    message: { ...envelope, type: 'location', location: { latitude: 90, longitude: '-180.0' } },
  },
  {
    name: 'location with a name only',
    message: { ...envelope, type: 'location', location: { latitude: 0, longitude: 0, name: 'Null Island' } },
  },

  {
    name: 'contact with the least',
    message: {
      ...envelope,
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Ines Prado', first_name: 'Ines' } }],
    },
  },
  {
    name: 'contact with everything',
    message: {
      ...envelope,
      type: 'contacts',
      contacts: [
        {
          name: {
            formatted_name: 'Dr Ines M Prado Jr',
            first_name: 'Ines',
            middle_name: 'M',
            last_name: 'Prado',
            prefix: 'Dr',
            suffix: 'Jr',
          },
          phones: [{ phone: '+351 21 555 0100', type: 'Mobile', wa_id: '351215550100' }, { phone: '555' }],
          emails: [{ email: 'ines@bakery.example', type: 'WORK' }],
          urls: [{ url: 'https://bakery.example', type: 'Shop' }],
          addresses: [
            {
              street: '3 Rua do Forno',
              city: 'Lisboa',
              state: '',
              zip: '1100',
              country: 'Portugal',
              country_code: 'pt',
              type: 'HOME',
            },
          ],
          org: { company: 'Bakery', department: 'Ovens', title: 'Head' },
          birthday: '1984-02-29',
        },
      ],
    },
  },
  {
    name: 'as many contacts as may be',
    message: {
      ...envelope,
      type: 'contacts',
      contacts: Array.from({ length: 257 }, (_, n) => ({
        name: { formatted_name: `Guest ${n}`, last_name: 'Guest' },
      })),
    },
  },

  {
    name: 'reaction',
    message: { ...envelope, type: 'reaction', reaction: { message_id: wamid, emoji: '🎉' } },
  },
  {
    name: 'reaction taken back',
    message: { ...envelope, type: 'reaction', reaction: { message_id: wamid, emoji: '' } },
  },
  {
    name: 'reaction with a joined emoji',
    message: { ...envelope, type: 'reaction', reaction: { message_id: wamid, emoji: '👩🏽‍🚒' } },
  },
  {
    name: 'reaction with a flag',
    message: { ...envelope, type: 'reaction', reaction: { message_id: wamid, emoji: '🇵🇹' } },
  },
  {
    name: 'reaction with a keycap',
    message: { ...envelope, type: 'reaction', reaction: { message_id: wamid, emoji: '7️⃣' } },
  },
  {
    name: 'reaction with a heart of text style',
    message: { ...envelope, type: 'reaction', reaction: { message_id: wamid, emoji: '❤' } },
  },

  {
    name: 'pin',
    message: {
      recipient_type: 'group',
      to: group,
      type: 'pin',
      pin: { type: 'pin', message_id: wamid, expiration_days: 30 },
    },
  },
  {
    name: 'unpin',
    message: { recipient_type: 'group', to: group, type: 'pin', pin: { type: 'unpin', message_id: wamid } },
  },
  {
    name: 'pin without type',
    message: {
      recipient_type: 'group',
      to: group,
      pin: { type: 'pin', message_id: wamid, expiration_days: 1 },
    },
  },
];
