import { dig } from '../../format/read-json.js';
import { Field } from '../ui/field.js';
import type { FlowControlProps } from './flow-control-props.js';

type InputType =
  | { readonly type: 'text'; readonly inputMode?: 'decimal' | 'email' }
  | { readonly type: 'password' }
  | { readonly type: 'tel' };

const TYPES: Readonly<Record<string, InputType>> = {
  number: { type: 'text', inputMode: 'decimal' },
  email: { type: 'text', inputMode: 'email' },
  password: { type: 'password' },
  passcode: { type: 'password' },
  phone: { type: 'tel' },
};
const PLAIN: InputType = { type: 'text' };

/** A line or an area of text, a day, two days, or one of a few in a menu. */
export function FlowInput({ field, value, onChange, problemId }: FlowControlProps) {
  const { control, label, enabled, required, name, min, max } = field;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const common = {
    name,
    disabled: !enabled,
    'aria-required': required,
    'aria-invalid': problemId !== undefined,
    'aria-describedby': problemId,
  };
  const day = (key: 'start-date' | 'end-date') => {
    const given = dig(value, key);
    return typeof given === 'string' ? given : '';
  };
  if (control === 'date-range') {
    return (
      <fieldset class="date-range">
        <legend>{label}</legend>
        {(['start-date', 'end-date'] as const).map((key) => (
          <input
            {...common}
            key={key}
            type="date"
            aria-label={`${label}: ${key === 'start-date' ? 'from' : 'to'}`}
            min={key === 'end-date' ? day('start-date') || min : min}
            max={max}
            value={day(key)}
            onInput={(event) =>
              onChange({ ...(typeof value === 'object' ? value : {}), [key]: event.currentTarget.value })
            }
          />
        ))}
      </fieldset>
    );
  }
  return (
    <Field label={required ? label : `${label} (optional)`}>
      {(id) => {
        if (control === 'area')
          return (
            <textarea
              {...common}
              id={id}
              rows={3}
              value={text}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          );
        if (control === 'one-of')
          return (
            <select
              {...common}
              id={id}
              value={text}
              onChange={(event) => onChange(event.currentTarget.value)}
            >
              <option value="">Choose …</option>
              {field.options.map((option) => (
                <option key={option.id} value={option.id} disabled={!option.enabled}>
                  {option.title}
                </option>
              ))}
            </select>
          );
        if (control === 'date')
          return (
            <input
              {...common}
              id={id}
              type="date"
              min={min}
              max={max}
              value={text}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          );
        return (
          <input
            {...common}
            {...(TYPES[field.inputType] ?? PLAIN)}
            id={id}
            autocomplete="off"
            value={text}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        );
      }}
    </Field>
  );
}
