import { dig, listAt, textAt } from '../format/read-json.js';
import type { FlowControl, FlowField } from './flow-part.js';
import { flowOption } from './flow-pieces.js';

const CONTROLS: Readonly<Record<string, FlowControl>> = {
  TextInput: 'text',
  TextArea: 'area',
  DatePicker: 'date',
  CalendarPicker: 'date',
  Dropdown: 'one-of',
  RadioButtonsGroup: 'one-of-list',
  ChipsSelector: 'chips',
  CheckboxGroup: 'some-of',
  OptIn: 'consent',
  PhotoPicker: 'photos',
  DocumentPicker: 'documents',
};
const LEAST = [
  'min-chars',
  'min-date',
  'min-selected-items',
  'min-uploaded-photos',
  'min-uploaded-documents',
  'min-days',
];
const MOST = [
  'max-chars',
  'max-length',
  'max-date',
  'max-selected-items',
  'max-uploaded-photos',
  'max-uploaded-documents',
];

/** A field by its component, whose expressions are resolved; `undefined` for a component that is none. */
export function flowFieldOf(type: string, filled: unknown, initialValues: unknown): FlowField | undefined {
  const control = CONTROLS[type];
  if (!control) return undefined;
  const name = textAt(filled, 'name') ?? 'field';
  const range = type === 'CalendarPicker' && textAt(filled, 'mode') === 'range';
  const files = control === 'photos' || control === 'documents';
  const min = textOf(filled, LEAST);
  return {
    kind: 'field',
    control: range ? 'date-range' : control,
    name,
    label: textAt(filled, 'label') ?? textAt(filled, 'title') ?? name,
    hint: textAt(filled, 'helper-text') ?? textAt(filled, 'description'),
    // A picker of files has no member "required": it says how many at least, and one where it says nothing.
    required: files ? min !== '0' : dig(filled, 'required') === true,
    enabled: dig(filled, 'enabled') !== false,
    options: listAt(filled, 'data-source').map(flowOption),
    inputType: textAt(filled, 'input-type') ?? 'text',
    min,
    max: textOf(filled, MOST),
    initial: dig(filled, 'init-value') ?? dig(initialValues, name),
    onSelect: dig(filled, 'on-select-action'),
    onRead: dig(filled, 'on-click-action'),
  };
}

function textOf(filled: unknown, names: readonly string[]): string | undefined {
  return names.map((name) => textAt(filled, name)).find((text) => text !== undefined && text !== '');
}
