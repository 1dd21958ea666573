import { dig } from '../format/read-json.js';
import type { FlowField } from './flow-part.js';

/** Explains to people why a field cannot be sent as it stands; `undefined`: it can. */
export function flowProblem(field: FlowField, value: unknown): string | undefined {
  const { control, required, min, max } = field;
  if (isEmpty(value)) return required ? 'This is needed.' : undefined;
  if (control === 'date-range' && (isEmpty(dig(value, 'start-date')) || isEmpty(dig(value, 'end-date')))) {
    return 'Choose both days.';
  }
  const [least, most] = [Number(min ?? 0), Number(max ?? Infinity)];
  if (Array.isArray(value)) {
    if (value.length < least) return `Choose at least ${least}.`;
    return value.length > most ? `Choose at most ${most}.` : undefined;
  }
  if (control !== 'text' && control !== 'area') return undefined;
  const text = String(value);
  if (text.length < least) return `Write at least ${least} characters.`;
  return text.length > most ? `Write at most ${most} characters.` : undefined;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}
