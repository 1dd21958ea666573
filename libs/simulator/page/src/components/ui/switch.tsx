interface SwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A switch, with its name beside it. */
export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <span class="switch-text">
        {label}
        {hint === undefined ? null : <small>{hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
