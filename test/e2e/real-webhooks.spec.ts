import { describe } from '@jest/globals';
import { platforms } from '../support/webhooks/webhook-app.js';
import { contactsOfItems } from './real-webhooks/01-contacts-of-items.js';
import { blankIds } from './real-webhooks/02-blank-ids.js';
import { bareDigits } from './real-webhooks/03-bare-digits.js';
import { conversationsOfFields } from './real-webhooks/04-conversations.js';
import { beninSpellings } from './real-webhooks/05-benin.js';
import { consentTimes } from './real-webhooks/06-consent-times.js';
import { timesOfFields } from './real-webhooks/07-times.js';
import { stuckHandlers } from './real-webhooks/08-stuck-handlers.js';
import { brokenParts } from './real-webhooks/09-broken-parts.js';
import { sharedSignals } from './real-webhooks/11-shared-signals.js';
import { nothingSilent } from './real-webhooks/12-nothing-silent.js';
import { wordsOfStatuses } from './real-webhooks/13-words-of-statuses.js';
import { typesOfBodies } from './real-webhooks/14-types.js';
import { ownBodies } from './real-webhooks/15-own-bodies.js';
import { kindsOfContent } from './real-webhooks/16-kinds-of-content.js';
import { strayIds } from './real-webhooks/18-stray-ids.js';

/* Each part stands in a file of its own, under its number, and is run on both HTTP adapters. */
describe.each(platforms)('real webhooks on %s', (platform) => {
  contactsOfItems(platform);
  blankIds(platform);
  bareDigits(platform);
  conversationsOfFields(platform);
  beninSpellings(platform);
  consentTimes(platform);
  timesOfFields(platform);
  stuckHandlers(platform);
  brokenParts(platform);
  sharedSignals(platform);
  nothingSilent(platform);
  wordsOfStatuses(platform);
  typesOfBodies(platform);
  ownBodies(platform);
  kindsOfContent(platform);
  strayIds(platform);
});
