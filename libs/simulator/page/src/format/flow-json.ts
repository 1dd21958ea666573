import { dig, entriesAt, listAt, textAt } from './read-json.js';

/** Something to fill in. */
export interface FlowField {
  readonly kind: 'field';
  readonly control: 'text' | 'area' | 'date' | 'one-of' | 'some-of' | 'consent';
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly options: readonly { readonly id: string; readonly title: string }[];
}

/** A part of a screen, in the order in which a phone shows them. */
export type FlowPart =
  | FlowField
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'caption'; readonly text: string }
  | { readonly kind: 'submit'; readonly text: string; readonly action: unknown };

/** A screen with its data filled in. */
export interface FlowScreen {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly FlowPart[];
}

/** What expressions such as `${form.name}` and `${data.city}` stand for. */
export interface FlowScope {
  readonly data: unknown;
  readonly form: unknown;
}

const CONTROLS: Readonly<Record<string, FlowField['control']>> = {
  TextInput: 'text',
  TextArea: 'area',
  DatePicker: 'date',
  CalendarPicker: 'date',
  Dropdown: 'one-of',
  RadioButtonsGroup: 'one-of',
  ChipsSelector: 'some-of',
  CheckboxGroup: 'some-of',
  OptIn: 'consent',
};
const TEXTS: Readonly<Record<string, 'heading' | 'text' | 'caption'>> = {
  TextHeading: 'heading',
  TextSubheading: 'heading',
  TextBody: 'text',
  TextCaption: 'caption',
};
const EXPRESSION = /^\$\{(data|form)\.([\w.]+)\}$/;

/** A screen of a flow's JSON: the named one, or the first. Parts of a kind that is not known here are left out. */
export function flowScreen(
  json: unknown,
  screenId: string | undefined,
  data: unknown,
): FlowScreen | undefined {
  const screens = listAt(json, 'screens');
  const screen = screenId === undefined ? screens[0] : screens.find((one) => textAt(one, 'id') === screenId);
  if (screen === undefined) return undefined;
  const id = textAt(screen, 'id') ?? '';
  return {
    id,
    title: textAt(screen, 'title') ?? id,
    parts: listAt(screen, 'layout', 'children').flatMap((child) => partsOf(child, { data, form: {} })),
  };
}

/** A value with its expressions replaced; what they do not find becomes empty. */
export function resolveFlowValue(value: unknown, scope: FlowScope): unknown {
  if (typeof value === 'string') {
    const [, source, path = ''] = EXPRESSION.exec(value) ?? [];
    if (source === undefined) return value;
    return dig(source === 'data' ? scope.data : scope.form, ...path.split('.')) ?? '';
  }
  if (Array.isArray(value)) return value.map((item) => resolveFlowValue(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveFlowValue(item, scope)]));
}

function partsOf(component: unknown, scope: FlowScope): FlowPart[] {
  const type = textAt(component, 'type') ?? '';
  if (type === 'Form') return listAt(component, 'children').flatMap((child) => partsOf(child, scope));
  // What a press does is resolved when it is pressed: it may ask for what has been filled in.
  const action = dig(component, 'on-click-action');
  if (type === 'Footer' || type === 'EmbeddedLink') {
    const text = textAt(component, 'label') ?? textAt(component, 'text') ?? 'Continue';
    return [{ kind: 'submit', text, action }];
  }
  const filled = Object.fromEntries(
    entriesAt(component).map(([key, value]) => [key, resolveFlowValue(value, scope)]),
  );
  if (filled['visible'] === false) return [];
  const kind = TEXTS[type];
  if (kind) return [{ kind, text: [filled['text']].flat().join('\n') }];
  const control = CONTROLS[type];
  return control ? [fieldOf(filled, control)] : [];
}

function fieldOf(filled: unknown, control: FlowField['control']): FlowField {
  const name = textAt(filled, 'name') ?? 'field';
  return {
    kind: 'field',
    control,
    name,
    label: textAt(filled, 'label') ?? name,
    hint: textAt(filled, 'helper-text') ?? textAt(filled, 'description'),
    required: dig(filled, 'required') === true,
    options: listAt(filled, 'data-source').map((option) => {
      const id = textAt(option, 'id') ?? '';
      return { id, title: textAt(option, 'title') ?? id };
    }),
  };
}
