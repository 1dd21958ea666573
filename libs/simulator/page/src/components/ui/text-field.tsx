import { Field } from './field.js';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'number' | 'tel' | 'url';
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly step?: string;
  readonly min?: string;
}

/** As spreads: the typings of `input` tell its types apart. */
const TYPES = {
  text: { type: 'text' },
  number: { type: 'number' },
  tel: { type: 'tel' },
  url: { type: 'url' },
} as const;

/** A line of text in a form. */
export function TextField({ label, value, onInput, type = 'text', ...others }: TextFieldProps) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          {...others}
          id={id}
          {...TYPES[type]}
          value={value}
          autocomplete="off"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
