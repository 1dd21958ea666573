export { fromOnPremises } from './from-on-premises.js';
export { toOnPremisesErrors, type OnPremisesError } from './on-premises-errors.js';
export { OnPremisesMessageError, type UntranslatableKind } from './on-premises-message.error.js';
export type {
  OnPremisesTranslation,
  TranslationNote,
  TranslationNoteCode,
  TranslationWarning,
  TranslationWarningCode,
} from './on-premises-translation.js';
