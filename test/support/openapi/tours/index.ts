import type { GraphTour } from '../graph-tour.js';
import { account, flows, templates, templateTools } from './account.tour.js';
import { calls, groups } from './conversations.tour.js';
import { blockList, media, messages, qrCodes } from './messages.tour.js';
import { businesses, newcomers, onboarding, trails } from './partners.tour.js';
import { uploads } from './uploads.tour.js';
import { encryption, numbers, profile, usernames } from './numbers.tour.js';

/** Every call of the simulator: carried out, and refused. */
export const tours: Readonly<Record<string, (tour: GraphTour) => Promise<void>>> = {
  messages,
  media,
  'the block list': blockList,
  'QR codes': qrCodes,
  numbers,
  'profiles and shops': profile,
  'encryption keys': encryption,
  usernames,
  'the account': account,
  templates,
  'the tools for templates': templateTools,
  uploads,
  flows,
  groups,
  calls,
  'new numbers and their owners': onboarding,
  'the accounts of a business': businesses,
  'the trails of messages': trails,
  'what is younger than the file': newcomers,
};
