import { recordsIn } from '../../common/internal.js';
import { textOf, type JsonPart } from '../definition/message-template.js';
import { checkTexts } from './check-texts.js';
import type { SentPart } from '../definition/sent-template.js';
import type { TemplateIssue } from '../../errors/index.js';

/** Characters of a header (template definition limits). */
const MAX_LENGTH = 60;

/** The formats that are one parameter of the same name. */
const SINGLE = new Set(['image', 'video', 'document', 'gif', 'location', 'product']);

/** Checks the header: the right kind of content, and a text's variables. */
export function checkHeader(
  defined: JsonPart | undefined,
  sent: SentPart | undefined,
  listPath: string,
): TemplateIssue[] {
  const format = (textOf(defined, 'format') ?? 'TEXT').toLowerCase();
  if (format === 'text') {
    const text = textOf(defined, 'text') ?? '';
    return checkTexts({ name: 'header', text, sent, listPath, maxLength: MAX_LENGTH });
  }
  // A format that is newer than the library is Meta's to judge.
  if (!SINGLE.has(format)) return [];
  if (!sent) {
    return [
      {
        code: 132012,
        path: listPath,
        message: `the header is missing: it takes one parameter of the type ${format}`,
      },
    ];
  }
  const [first, ...more] = recordsIn(sent.part['parameters']);
  const path = `${sent.path}.parameters`;
  const type = textOf(first, 'type');
  if (type !== format) {
    const message = `the header takes one parameter of the type ${format}, not ${type ?? 'none'}`;
    return [{ code: 132012, path: `${path}[0]`, message }];
  }
  return more.length > 0
    ? [{ code: 132000, path: `${path}[1]`, message: `is one too many: the header takes one ${format}` }]
    : [];
}
