import type {
  TranslationNote,
  TranslationNoteCode,
  TranslationWarning,
  TranslationWarningCode,
} from './on-premises-translation.js';

/** Collects what one translation changes and loses. */
export class TranslationReport {
  readonly notes: TranslationNote[] = [];
  readonly warnings: TranslationWarning[] = [];

  note(code: TranslationNoteCode, path: string, message: string): void {
    this.notes.push({ code, path, message });
  }

  warn(code: TranslationWarningCode, path: string, message: string): void {
    this.warnings.push({ code, path, message });
  }
}
