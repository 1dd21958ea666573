export { Check, CheckValue, type Judge, type OptionalField, type Verdict } from './check.decorator.js';
export { FreeData, Nested, NestedList, type ListLimits } from './nested.decorators.js';
export { exactlyOneOf, records, sameKeysOnce } from './cross-field.rules.js';
export { hasEmoji, isOneEmoji } from './emoji.js';
export {
  IsDegrees,
  IsFlag,
  IsHttpUrl,
  IsOneOf,
  IsMetaId,
  IsTemplateText,
  IsText,
  IsWholeNumber,
  isWholeNumber,
  type TextLimits,
} from './scalar.decorators.js';
export { isRecord } from './is-record.js';
export { type Choice, type DtoClass } from './to-dto.js';
