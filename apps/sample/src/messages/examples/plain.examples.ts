import { FIRST_MESSAGE_ID, person, type MessageExamples } from './message-example.js';

export const plainExamples: MessageExamples = {
  location: {
    summary: 'Location',
    value: {
      to: person,
      type: 'location',
      location: {
        latitude: 37.4847,
        longitude: -122.1473,
        name: 'Main entrance',
        address: '1 Hacker Way, Menlo Park',
      },
    },
  },
  contacts: {
    summary: 'Contacts',
    value: {
      to: person,
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Night Porter', first_name: 'Night', last_name: 'Porter' },
          phones: [{ phone: '+16505559876', type: 'WORK', wa_id: '16505559876' }],
          org: { company: 'Harbour Hotel', title: 'Reception' },
        },
      ],
    },
  },
  reaction: {
    summary: 'Reaction (to the first message of the demo; else put in the id of a message of the chat)',
    value: {
      to: person,
      type: 'reaction',
      reaction: { message_id: FIRST_MESSAGE_ID, emoji: '👍' },
    },
  },
  pin: {
    summary: 'Pin a message in a group (the one of the demo; else put in both ids)',
    value: {
      recipient_type: 'group',
      to: 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjA',
      type: 'pin',
      pin: { type: 'pin', message_id: 'wamid.HBgMMzUxOTEyMzQ1Njc4FQIAEhgU', expiration_days: 7 },
    },
  },
};
