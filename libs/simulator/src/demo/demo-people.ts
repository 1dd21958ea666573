import type { SimulatedPerson } from '../engine/people/person.js';

/** The first person of the demo: she has just written. */
export const DEMO_ANA: SimulatedPerson = {
  phoneNumber: '+16505551234',
  name: 'Ana',
  userId: 'US.13491208655302741918',
  about:
    'Has just written, so that anything may be sent but marketing: a number of the United States gets none (131049). Send that to Bruno.',
};

/** People with different habits, beside Ana. */
export const DEMO_PEOPLE: readonly SimulatedPerson[] = [
  {
    phoneNumber: '+351912345678',
    name: 'Bruno Lopes',
    about: 'Reads everything and never says so: read receipts are off. Gets marketing.',
    readReceipts: false,
  },
  {
    phoneNumber: '+919876543210',
    name: 'Chitra Rao',
    about: 'Has just written, on KaiOS: quote bubbles over pictures, audio and videos do not show.',
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
    about: 'Has just written. Has a username and hides her number: webhooks carry her user id only.',
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
