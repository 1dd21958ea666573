import { recordsIn } from '../../../common/internal.js';
import { Check, IsOneOf, IsText, Nested, NestedList, type FieldError } from '../../rules/index.js';
import { PersonOrGroupMessageDto } from '../shared/message-envelope.dto.js';
import {
  hasGif,
  onceEach,
  ownIndexes,
  templateComponents,
  type TemplateComponent,
} from './template-components.js';

/**
 * The language of a template.
 *
 * @publicApi
 */
export class TemplateLanguage {
  /** The language as the template was created, with an underscore: `en_US`, `pt_BR`, `es`. */
  @IsText()
  code!: string;

  /** May be left out. */
  @IsOneOf(['deterministic'], { optional: true })
  policy?: 'deterministic';
}

/**
 * The template to send, and its values.
 *
 * @publicApi
 */
export class TemplateContent {
  /** 1 to 512 small letters, digits and underscores. */
  @IsText({
    max: 512,
    pattern: /^[a-z0-9_]+$/,
    expected: 'a string of 1 to 512 small letters, digits and underscores',
  })
  name!: string;

  @Nested(() => TemplateLanguage)
  language!: TemplateLanguage;

  /** Needed where the template has variables, media or buttons that take something; the order does not matter. */
  @NestedList(() => templateComponents, { min: 0, optional: true })
  @Check('haveOwnIndexes', ownIndexes)
  @Check('areOnceEach', onceEach)
  @Check('haveShortBodies', shortBodies)
  components?: readonly TemplateComponent[];
}

/**
 * A template message, the only kind that may be sent outside the customer service window.
 *
 * @publicApi
 */
export class TemplateMessageDto extends PersonOrGroupMessageDto {
  @IsOneOf(['template'], { optional: true })
  type?: 'template';

  /** Without a GIF in its header: those are for the Marketing Messages API. */
  @Nested(() => TemplateContent)
  @Check('hasNoGif', (template) =>
    recordsIn([template]).some(({ components }) => hasGif(components))
      ? 'must not have a GIF in a header: Meta takes those through the Marketing Messages API only (sendMarketing)'
      : undefined,
  )
  template!: TemplateContent;
}

/** 32768 characters are for templates that consist of a body alone. */
function shortBodies(components: unknown): FieldError {
  const all = recordsIn(components);
  if (all.length < 2) return undefined;
  const isLong = all
    .filter(({ type }) => type === 'body')
    .flatMap(({ parameters }) => recordsIn(parameters))
    .some(({ text }) => typeof text === 'string' && text.length > 1024 && Array.from(text).length > 1024);
  return isLong
    ? 'must have body texts of at most 1024 characters where there are other components'
    : undefined;
}
