import { describe } from '@jest/globals';
import { platforms } from '../support/webhooks/webhook-app.js';
import { contactsOfItems } from './real-webhooks/01-contacts-of-items.js';
import { bareDigits } from './real-webhooks/03-bare-digits.js';
import { beninSpellings } from './real-webhooks/05-benin.js';
import { consentTimes } from './real-webhooks/06-consent-times.js';
import { stuckHandlers } from './real-webhooks/08-stuck-handlers.js';
import { sharedSignals } from './real-webhooks/11-shared-signals.js';
import { ownBodies } from './real-webhooks/15-own-bodies.js';
import { kindsOfContent } from './real-webhooks/16-kinds-of-content.js';
import { strayIds } from './real-webhooks/18-stray-ids.js';

/* Each part stands in a file of its own, under its number, and is run on both HTTP adapters. */
describe.each(platforms)('real webhooks on %s', (platform) => {
  contactsOfItems(platform);
  bareDigits(platform);
  beninSpellings(platform);
  consentTimes(platform);
  stuckHandlers(platform);
  sharedSignals(platform);
  ownBodies(platform);
  kindsOfContent(platform);
  strayIds(platform);
});
