export { Check, CheckValue, Ignored, type OptionalField } from './check.decorator.js';
export { type Judge, type Verdict } from './field-rules.js';
export { FreeData, Nested, NestedList, type ListLimits } from './nested.decorators.js';
export { exactlyOneOf, records, sameKeysOnce } from './cross-field.rules.js';
export { isOneEmoji } from './emoji.js';
export {
  IsDegrees,
  IsFlag,
  IsHttpUrl,
  IsOneOf,
  IsText,
  IsWholeNumber,
  isWholeNumber,
  type TextLimits,
} from './scalar.decorators.js';
export { isRecord } from './is-record.js';
export { type Choice, type DtoClass } from './dto-builder.js';
