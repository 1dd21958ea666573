import type { FlowField, FlowPart } from '../../format/flow-json.js';
import { Field } from '../ui/field.js';
import { FormattedText } from '../ui/formatted-text.js';

/** What has been filled in: a text, the ids of what has been chosen, or a consent. */
export type FlowValue = string | readonly string[] | boolean;

interface FlowPartViewProps {
  readonly part: FlowPart;
  readonly value: FlowValue | undefined;
  /** Whether this is the button that Enter presses. */
  readonly main: boolean;
  readonly onChange: (value: FlowValue) => void;
  readonly onPress: (action: unknown) => void;
}

/** A heading, a text, a field or a button of a flow's screen. */
export function FlowPartView({ part, value, main, onChange, onPress }: FlowPartViewProps) {
  if (part.kind === 'heading') return <h3>{part.text}</h3>;
  if (part.kind === 'text') return <FormattedText text={part.text} />;
  if (part.kind === 'caption') return <p class="hint">{part.text}</p>;
  if (part.kind === 'field') return <FieldView field={part} value={value} onChange={onChange} />;
  if (main) return <button class="primary">{part.text}</button>;
  return (
    <button type="button" class="small" onClick={() => onPress(part.action)}>
      {part.text}
    </button>
  );
}

interface FieldViewProps {
  readonly field: FlowField;
  readonly value: FlowValue | undefined;
  readonly onChange: (value: FlowValue) => void;
}

function FieldView({ field, value, onChange }: FieldViewProps) {
  const { control, label, hint, options, required } = field;
  const text = typeof value === 'string' ? value : '';
  const chosen = typeof value === 'object' ? value : [];
  if (control === 'consent' || control === 'some-of') {
    const boxes = control === 'consent' ? [{ id: '', title: label }] : options;
    return (
      <fieldset class="rows">
        {control === 'consent' ? null : <legend>{label}</legend>}
        {boxes.map(({ id, title }) => (
          <label class="row-choice" key={id}>
            <span>{title}</span>
            <input
              type="checkbox"
              required={required && control === 'consent'}
              checked={control === 'consent' ? value === true : chosen.includes(id)}
              onChange={({ currentTarget: { checked } }) => {
                if (control === 'consent') onChange(checked);
                else onChange(checked ? [...chosen, id] : chosen.filter((one) => one !== id));
              }}
            />
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <Field label={label}>
      {(id) => (
        <>
          {control === 'area' ? (
            <textarea
              id={id}
              required={required}
              value={text}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          ) : null}
          {control === 'one-of' ? (
            <select
              id={id}
              required={required}
              value={text}
              onChange={(event) => onChange(event.currentTarget.value)}
            >
              <option value="">Choose …</option>
              {options.map((option) => (
                <option key={option.id} value={option.id}>
                  {option.title}
                </option>
              ))}
            </select>
          ) : null}
          {control === 'text' || control === 'date' ? (
            <input
              {...(control === 'date' ? ({ type: 'date' } as const) : ({ type: 'text' } as const))}
              id={id}
              required={required}
              value={text}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          ) : null}
          {hint === undefined ? null : <small>{hint}</small>}
        </>
      )}
    </Field>
  );
}
