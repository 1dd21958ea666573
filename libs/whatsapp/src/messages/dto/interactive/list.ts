import { recordsIn } from '../../../common/internal.js';
import { Check, IsOneOf, IsText, Nested, NestedList, sameKeysOnce } from '../../rules/index.js';
import { InteractiveFooter, TextHeader, textHeader } from './interactive-parts.js';
import { atMostInTotal, itemsOf, titlesWhereSeveral } from './sections.rules.js';

/**
 * The text of a list message.
 *
 * @publicApi
 */
export class ListBody {
  /** 1 to 4096 characters (Interactive list messages, November 2025; older pages say 1024). */
  @IsText({ max: 4096 })
  text!: string;
}

/**
 * A row that the user can choose.
 *
 * @publicApi
 */
export class ListRow {
  /** 1 to 200 characters, unique in the message. */
  @IsText({ max: 200 })
  id!: string;

  /** 1 to 24 characters. */
  @IsText({ max: 24 })
  title!: string;

  /** At most 72 characters. */
  @IsText({ min: 0, max: 72, optional: true })
  description?: string;
}

/**
 * A group of rows.
 *
 * @publicApi
 */
export class ListSection {
  /** 1 to 24 characters; required where there is more than one section. */
  @IsText({ max: 24, optional: true })
  title?: string;

  /** At least one, and at most 10 over all sections. */
  @NestedList(() => ListRow, { max: 10 })
  rows!: readonly ListRow[];
}

/**
 * The button that opens the list, and the list.
 *
 * @publicApi
 */
export class ListAction {
  /** The button's label: 1 to 20 characters. */
  @IsText({ max: 20 })
  button!: string;

  /** 1 to 10 sections with at most 10 rows in total. */
  @NestedList(() => ListSection, { max: 10 })
  @Check('haveTitles', titlesWhereSeveral)
  @Check('haveFewRows', (sections) => atMostInTotal(sections, 'rows', 10))
  @Check('areIdsUnique', (sections) =>
    sameKeysOnce(
      recordsIn(itemsOf(sections, 'rows')).map(({ id }) => id),
      'row id',
    ),
  )
  sections!: readonly ListSection[];
}

/**
 * A message with a list to choose from.
 *
 * @publicApi
 */
export class ListContent {
  @IsOneOf(['list'])
  type!: 'list';

  /** Text only. */
  @Nested(() => textHeader, { optional: true })
  header?: TextHeader;

  @Nested(() => ListBody)
  body!: ListBody;

  @Nested(() => InteractiveFooter, { optional: true })
  footer?: InteractiveFooter;

  @Nested(() => ListAction)
  action!: ListAction;
}
