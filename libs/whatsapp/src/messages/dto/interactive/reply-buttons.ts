import { recordsIn } from '../../../common/internal.js';
import { Check, IsOneOf, IsText, Nested, NestedList, sameKeysOnce } from '../../rules/index.js';
import { ContentWithHeader } from './interactive-parts.js';

/**
 * The text of a reply button and the id that comes back when it is pressed.
 *
 * @publicApi
 */
export class ReplyButtonReply {
  /** 1 to 256 characters, unique in the message, without a space at either end. */
  @IsText({
    max: 256,
    pattern: /^\S(?:[\s\S]*\S)?$/,
    expected: 'a string of 1 to 256 characters without a space at either end',
  })
  id!: string;

  /** 1 to 20 characters, not only spaces, unique in the message; emoji are drawn, markup is not. */
  @IsText({ max: 20, pattern: /\S/, expected: 'a string of 1 to 20 characters that are not only spaces' })
  title!: string;
}

/**
 * A button that replies.
 *
 * @publicApi
 */
export class ReplyButton {
  @IsOneOf(['reply'])
  type!: 'reply';

  @Nested(() => ReplyButtonReply)
  reply!: ReplyButtonReply;
}

/**
 * The buttons of a message with reply buttons.
 *
 * @publicApi
 */
export class ReplyButtonsAction {
  /** 1 to 3. */
  @NestedList(() => ReplyButton, { max: 3 })
  @Check('areIdsUnique', (buttons) => sameKeysOnce(replies(buttons, 'id'), 'reply.id'))
  @Check('areTitlesUnique', (buttons) => sameKeysOnce(replies(buttons, 'title'), 'reply.title'))
  buttons!: readonly ReplyButton[];
}

/**
 * A message with up to three buttons.
 *
 * @publicApi
 */
export class ReplyButtonsContent extends ContentWithHeader {
  @IsOneOf(['button'])
  type!: 'button';

  @Nested(() => ReplyButtonsAction)
  action!: ReplyButtonsAction;
}

function replies(buttons: unknown, key: 'id' | 'title'): unknown[] {
  return recordsIn(buttons).flatMap(({ reply }) => recordsIn([reply]).map((found) => found[key]));
}
