export {
  Check,
  CheckValue,
  type FieldValidator,
  type OptionalField,
  type FieldError,
} from './check.decorator.js';
export { fieldContentsOf, type FieldContent } from './field-contents.js';
export { FreeData, Nested, NestedList, type ListLimits } from './nested.decorators.js';
export { exactlyOneOf, sameKeysOnce } from './cross-field.rules.js';
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
  fitsTemplate,
  isWholeNumber,
  type TextLimits,
} from './scalar.decorators.js';
export { toDto, type Choice, type DtoClass } from './to-dto.js';
