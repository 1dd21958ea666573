import type { FlowField } from '../../flow/flow-part.js';

/** The properties that every control of a flow takes. */
export interface FlowControlProps {
  readonly field: FlowField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** The id of the text that says what is wrong; absent where nothing is. */
  readonly problemId: string | undefined;
}
