import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  /** Draws the control, which must have this id. */
  readonly children: (id: string) => ComponentChildren;
}

/** A control of a form with its name above it. Not around it: the choices of a select would be part of its name. */
export function Field({ label, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}
