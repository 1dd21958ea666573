import { useId } from 'preact/hooks';
import type { FlowField } from '../../flow/flow-part.js';
import { FlowChips, FlowChoices, FlowConsent } from './flow-choices.js';
import type { FlowControlProps } from './flow-control-props.js';
import { FlowFiles } from './flow-files.js';
import { FlowInput } from './flow-input.js';

interface FlowFieldViewProps {
  readonly field: FlowField;
  readonly value: unknown;
  readonly problem: string | undefined;
  readonly onChange: (value: unknown) => void;
  readonly onPress: (action: unknown) => void;
}

/** A field of a flow, with what is wrong about it below. */
export function FlowFieldView({ field, value, problem, onChange, onPress }: FlowFieldViewProps) {
  const id = useId();
  const control: FlowControlProps = {
    field,
    value,
    onChange,
    problemId: problem === undefined ? undefined : id,
  };
  return (
    <div class="flow-field">
      <Control {...control} onPress={onPress} />
      {field.hint === undefined ? null : <small>{field.hint}</small>}
      {problem === undefined ? null : (
        <small id={id} class="field-problem" role="alert">
          {problem}
        </small>
      )}
    </div>
  );
}

function Control({
  onPress,
  ...control
}: FlowControlProps & { readonly onPress: (action: unknown) => void }) {
  switch (control.field.control) {
    case 'consent':
      return <FlowConsent {...control} onPress={onPress} />;
    case 'one-of-list':
    case 'some-of':
      return <FlowChoices {...control} />;
    case 'chips':
      return <FlowChips {...control} />;
    case 'photos':
    case 'documents':
      return <FlowFiles {...control} />;
    case 'text':
    case 'area':
    case 'date':
    case 'date-range':
    case 'one-of':
    default:
      return <FlowInput {...control} />;
  }
}
