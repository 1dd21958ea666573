import type { FlowControlProps } from './flow-control-props.js';

/** One or some of a list: radio buttons, or boxes to check. */
export function FlowChoices({ field, value, onChange, problemId }: FlowControlProps) {
  const several = field.control === 'some-of';
  const chosen = chosenOf(value);
  return (
    <fieldset class="rows" aria-describedby={problemId} aria-invalid={problemId !== undefined}>
      <legend>{field.label}</legend>
      {field.options.map(({ id, title, description, metadata, enabled, image }) => (
        <label class="row-choice" key={id}>
          {image === undefined ? null : <img src={image} alt="" width={40} height={40} />}
          <span class="row-text">
            {title}
            {description === undefined ? null : <small>{description}</small>}
            {metadata === undefined ? null : <small>{metadata}</small>}
          </span>
          <input
            {...(several ? ({ type: 'checkbox' } as const) : ({ type: 'radio' } as const))}
            name={field.name}
            disabled={!field.enabled || !enabled}
            checked={several ? chosen.includes(id) : value === id}
            onChange={({ currentTarget }) =>
              onChange(several ? changed(chosen, id, currentTarget.checked) : id)
            }
          />
        </label>
      ))}
    </fieldset>
  );
}

/** Some of a few, as small buttons that stay pressed. */
export function FlowChips({ field, value, onChange, problemId }: FlowControlProps) {
  const chosen = chosenOf(value);
  return (
    <fieldset class="rows" aria-describedby={problemId} aria-invalid={problemId !== undefined}>
      <legend>{field.label}</legend>
      <div class="chips">
        {field.options.map(({ id, title, enabled }) => {
          const pressed = chosen.includes(id);
          return (
            <button
              key={id}
              type="button"
              class="chip"
              name={field.name}
              aria-pressed={pressed}
              disabled={!field.enabled || !enabled}
              onClick={() => onChange(changed(chosen, id, !pressed))}
            >
              {title}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

interface FlowConsentProps extends FlowControlProps {
  readonly onPress: (action: unknown) => void;
}

/** A box to check, with a link to what is agreed to. */
export function FlowConsent({ field, value, onChange, problemId, onPress }: FlowConsentProps) {
  return (
    <div class="flow-consent">
      <label>
        <input
          type="checkbox"
          name={field.name}
          disabled={!field.enabled}
          checked={value === true}
          aria-required={field.required}
          aria-invalid={problemId !== undefined}
          aria-describedby={problemId}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{field.label}</span>
      </label>
      {field.onRead === undefined ? null : (
        <button type="button" class="link-button" onClick={() => onPress(field.onRead)}>
          Read more
        </button>
      )}
    </div>
  );
}

function chosenOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function changed(chosen: readonly unknown[], id: string, isChosen: boolean): readonly unknown[] {
  return isChosen ? [...chosen, id] : chosen.filter((one) => one !== id);
}
