import type { SimulatedPerson } from '../engine/people/person.js';

/** People with different habits, beside Ana, who has just written. */
export const DEMO_PEOPLE: readonly SimulatedPerson[] = [
  {
    phoneNumber: '+351912345678',
    name: 'Bruno Lopes',
    about: 'Reads everything and never says so: read receipts are off.',
    readReceipts: false,
  },
  {
    phoneNumber: '+919876543210',
    name: 'Chitra Rao',
    about: 'On KaiOS: quote bubbles over pictures, audio and videos do not show.',
    device: 'kaios',
  },
  {
    phoneNumber: '+4915112345678',
    name: 'Dieter Vogel',
    about: 'Offline: messages wait until he is back, or until their time-to-live is over.',
    online: false,
  },
  {
    phoneNumber: '+5511987654321',
    name: 'Elisa Prado',
    username: 'elisa.prado',
    about: 'Has a username and hides her number: webhooks carry her user id only.',
    hidesPhoneNumber: true,
  },
  {
    phoneNumber: '+447700900123',
    name: 'Femi Okafor',
    about: 'Gets messages at once and reads them when he is told to.',
    statusDelays: { readMs: false },
  },
  {
    phoneNumber: '+33612345678',
    name: 'Nobody',
    about: 'Not on WhatsApp: sends fail late with 131026.',
    onWhatsApp: false,
  },
];
