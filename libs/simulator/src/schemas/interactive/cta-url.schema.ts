import { object, WEB_URL } from '../shared/json-schema.js';
import { ANY_HEADER, BUTTON_LABEL, interactiveMessage, namedAction } from './shared.js';

/** The action of a button that opens a web address. */
export const CTA_URL_ACTION = namedAction('cta_url', object({ display_text: BUTTON_LABEL, url: WEB_URL }));

/** One button that opens a web address. */
export const ctaUrlMessage = interactiveMessage('cta_url', { header: ANY_HEADER, action: CTA_URL_ACTION });
