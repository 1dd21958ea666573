import { GraphApiError } from '../errors/graph-api.error.js';

/** The titles of Meta's reasons, by their subcodes. */
const TITLES: Readonly<Record<number, string>> = {
  2388040: 'Character Limit Exceeded',
  2388043: 'Message template "components" param is missing expected field(s)',
  2388047: 'Message Header Format is Incorrect',
  2388072: 'Message Body Format is Incorrect',
  2388073: 'Message Footer Format is Incorrect',
  2388293: 'Parameters Words Ratio Exceeds Limit',
  2388299: 'Leading or Trailing Params Not Allowed',
};

/** A definition that is not taken: code 100, Meta's subcode where it has one, and the reason. */
export function refusedTemplate(subcode: number | undefined, reason: string): GraphApiError {
  const userTitle = subcode === undefined ? undefined : TITLES[subcode];
  return new GraphApiError({
    code: 100,
    title: 'Invalid parameter',
    numbered: false,
    details: reason,
    ...(subcode === undefined ? {} : { subcode }),
    ...(userTitle === undefined ? {} : { userTitle, userMessage: reason }),
  });
}
