/** The kind of value of a property; any but components may be an expression such as `${data.city}` as well. */
export type FlowPropertyKind =
  'string' | 'boolean' | 'number' | 'array' | 'object' | 'action' | 'components' | 'any';

/** A component of Flow JSON. */
export interface FlowComponentShape {
  /** The version of Flow JSON that brought it. */
  readonly since: string;
  readonly required: Readonly<Record<string, FlowPropertyKind>>;
  readonly optional: Readonly<Record<string, FlowPropertyKind>>;
}

/** The first version that is known; older ones are no longer supported. */
const FIRST = '2.1';

/** The versions of Flow JSON, oldest first. */
export const FLOW_JSON_VERSIONS: readonly string[] =
  `${FIRST} 3.0 3.1 4.0 5.0 5.1 6.0 6.1 6.2 6.3 7.0 7.1 7.2 7.3`.split(' ');

const FIELD = {
  required: 'boolean',
  enabled: 'boolean',
  'init-value': 'any',
  'error-message': 'any',
} as const;
const SELECT = { 'on-select-action': 'action', 'on-unselect-action': 'action' } as const;
const STYLE = { 'font-weight': 'any', strikethrough: 'boolean', markdown: 'boolean' } as const;
const CHOICE = { ...FIELD, ...SELECT, description: 'string', 'media-size': 'string' } as const;
const COUNT = { 'min-selected-items': 'number', 'max-selected-items': 'number' } as const;
const DAYS = { 'min-date': 'string', 'max-date': 'string', 'unavailable-dates': 'array' } as const;
const NAMED = { name: 'string', label: 'string' } as const;
const PICTURE = { 'scale-type': 'string', 'aspect-ratio': 'any' } as const;
const FILES = {
  description: 'string',
  'max-file-size-kb': 'number',
  enabled: 'boolean',
  'error-message': 'any',
} as const;

/** Made of its entries: an object that is written with a member `then` looks like a promise. */
const THEN = Object.fromEntries(['then'].map((name) => [name, 'components'] as const));

/** The components by their type. `type` and `visible` are left out: every one has them. */
export const FLOW_COMPONENTS: Readonly<Record<string, FlowComponentShape>> = {
  TextHeading: shape({ text: 'string' }),
  TextSubheading: shape({ text: 'string' }),
  TextBody: shape({ text: 'any' }, STYLE),
  TextCaption: shape({ text: 'any' }, STYLE),
  RichText: shape({ text: 'any' }, {}, '5.1'),
  TextInput: shape(NAMED, {
    ...FIELD,
    'label-variant': 'string',
    'input-type': 'string',
    pattern: 'string',
    'min-chars': 'number',
    'max-chars': 'number',
    'helper-text': 'string',
  }),
  TextArea: shape(NAMED, {
    ...FIELD,
    'label-variant': 'string',
    'max-length': 'number',
    'helper-text': 'string',
  }),
  // A label is needed since 4.0 only.
  CheckboxGroup: shape({ name: 'string', 'data-source': 'array' }, { ...CHOICE, ...COUNT, label: 'string' }),
  RadioButtonsGroup: shape({ name: 'string', 'data-source': 'array' }, { ...CHOICE, label: 'string' }),
  ChipsSelector: shape({ ...NAMED, 'data-source': 'array' }, { ...CHOICE, ...COUNT }, '6.3'),
  Dropdown: shape({ ...NAMED, 'data-source': 'array' }, { ...FIELD, ...SELECT }),
  DatePicker: shape(NAMED, { ...FIELD, ...SELECT, ...DAYS, 'helper-text': 'string' }),
  CalendarPicker: shape(
    { name: 'string', label: 'any' },
    {
      ...FIELD,
      ...SELECT,
      ...DAYS,
      title: 'string',
      description: 'string',
      'helper-text': 'any',
      required: 'any',
      mode: 'string',
      'include-days': 'array',
      'min-days': 'number',
      'max-days': 'number',
    },
    '6.1',
  ),
  OptIn: shape(NAMED, { ...FIELD, ...SELECT, 'on-click-action': 'action' }),
  EmbeddedLink: shape({ text: 'string', 'on-click-action': 'action' }),
  Footer: shape(
    { label: 'string', 'on-click-action': 'action' },
    {
      'left-caption': 'string',
      'center-caption': 'string',
      'right-caption': 'string',
      enabled: 'boolean',
    },
  ),
  Image: shape({ src: 'string' }, { ...PICTURE, width: 'number', height: 'number', 'alt-text': 'string' }),
  ImageCarousel: shape({ images: 'array' }, PICTURE, '7.1'),
  NavigationList: shape(
    { name: 'string', 'list-items': 'array' },
    { label: 'string', description: 'string', 'media-size': 'string', 'on-click-action': 'action' },
    '6.2',
  ),
  PhotoPicker: shape(
    NAMED,
    { ...FILES, 'photo-source': 'string', 'min-uploaded-photos': 'number', 'max-uploaded-photos': 'number' },
    '4.0',
  ),
  DocumentPicker: shape(
    NAMED,
    {
      ...FILES,
      'min-uploaded-documents': 'number',
      'max-uploaded-documents': 'number',
      'allowed-mime-types': 'array',
    },
    '4.0',
  ),
  Form: shape(
    { children: 'components' },
    { name: 'string', 'init-values': 'object', 'error-messages': 'object' },
  ),
  If: shape({ condition: 'any', ...THEN }, { else: 'components' }, '4.0'),
  // Its cases are components by the values that they are for.
  Switch: shape({ value: 'any', cases: 'object' }, {}, '4.0'),
};

/** The action names, each with what it needs and the version that brought it. */
export const FLOW_ACTIONS: Readonly<Record<string, { readonly needs?: string; readonly since: string }>> = {
  navigate: { needs: 'next', since: FIRST },
  complete: { since: FIRST },
  data_exchange: { since: FIRST },
  update_data: { needs: 'payload', since: '6.0' },
  open_url: { needs: 'url', since: '6.0' },
};

/** Whether a version has what another one has brought. */
export function hasSince(version: string, since: string): boolean {
  return FLOW_JSON_VERSIONS.indexOf(version) >= FLOW_JSON_VERSIONS.indexOf(since);
}

function shape(
  required: FlowComponentShape['required'],
  optional: FlowComponentShape['optional'] = {},
  since = FIRST,
): FlowComponentShape {
  return { required, optional, since };
}
