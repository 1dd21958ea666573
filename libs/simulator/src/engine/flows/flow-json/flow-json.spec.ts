import { describe, expect, it } from '@jest/globals';
import { SURVEY_FLOW, VISIT_FLOW } from '../../../demo/demo-flows.js';
import { flowJsonErrors } from './check-flow-json.js';

type Members = Readonly<Record<string, unknown>>;

const COMPLETE = { name: 'complete', payload: {} };
const footer = (action: Members, more: Members = {}) => ({
  type: 'Footer',
  label: 'On',
  'on-click-action': action,
  ...more,
});
const to = (name: string, payload: Members = {}) => ({
  name: 'navigate',
  next: { type: 'screen', name },
  payload,
});
const layout = (...children: unknown[]) => ({ type: 'SingleColumnLayout', children });
const END = { id: 'END', terminal: true, layout: layout(footer(COMPLETE)) };
const start = (...children: unknown[]) => ({ id: 'START', layout: layout(...children, footer(to('END'))) });
/** A flow of two screens, the first with these components. */
const flow = (...children: unknown[]) => ({ version: '7.3', screens: [start(...children), END] });
const last = (...children: unknown[]) => ({
  version: '7.3',
  screens: [{ ...END, layout: layout(...children) }],
});

function errorsOf(json: unknown): string[] {
  return flowJsonErrors(JSON.stringify(json)).map(({ error }) => error);
}

describe('the JSON of a flow', () => {
  it.each([
    ['of the demo, a survey', SURVEY_FLOW.json],
    ['of the demo, a visit', VISIT_FLOW.json],
    ['with every component', JSON.stringify(everyComponent())],
    [
      'with an endpoint',
      JSON.stringify({
        version: '6.0',
        data_api_version: '3.0',
        routing_model: { START: ['END'], END: [] },
        screens: [
          {
            id: 'START',
            refresh_on_back: true,
            data: { city: { type: 'string', __example__: 'Lisbon' } },
            layout: layout(
              { type: 'TextBody', text: '${data.city}', visible: '${data.city}' },
              footer({ name: 'data_exchange', payload: { city: '${data.city}' } }),
            ),
          },
          END,
        ],
      }),
    ],
  ])('is right: %s', (_what, json) => {
    expect(flowJsonErrors(json ?? '')).toEqual([]);
  });

  it.each([
    ['no JSON', 'INVALID_FLOW_JSON', undefined],
    ['a list', 'INVALID_FLOW_JSON', []],
    ['no version', 'MISSING_FLOW_JSON_VERSION', { screens: [END] }],
    ['an unknown version', 'INVALID_FLOW_JSON_VERSION', { version: '2024.0', screens: [END] }],
    ['a version that is no text', 'INVALID_FLOW_JSON_VERSION', { version: 7, screens: [END] }],
    ['an unknown property', 'INVALID_PROPERTY_KEY', { version: '7.0', screens: [END], colour: 'red' }],
    ['no screens', 'MISSING_REQUIRED_PROPERTY', { version: '7.0' }],
    ['an empty list of screens', 'MIN_ITEMS_REQUIRED', { version: '7.0', screens: [] }],
    ['a screen that is none', 'INVALID_PROPERTY_TYPE', { version: '7.0', screens: [END, 'START'] }],
    ['a screen without id', 'MISSING_REQUIRED_PROPERTY', last1({ id: undefined })],
    ['a screen id with a digit', 'PATTERN_MISMATCH', last1({ id: 'END_1' })],
    ['a reserved screen id', 'SCREEN_ID_IS_RESERVED_KEYWORD', last1({ id: 'SUCCESS' })],
    ['two screens of one id', 'DUPLICATE_SCREEN_IDS', { version: '7.0', screens: [END, END] }],
    ['an unknown property of a screen', 'INVALID_PROPERTY_KEY', last1({ colour: 'red' })],
    ['a screen without layout', 'MISSING_REQUIRED_PROPERTY', last1({ layout: undefined })],
    [
      'an unknown layout',
      'INVALID_PROPERTY_VALUE',
      last1({ layout: { type: 'Grid', children: [footer(COMPLETE)] } }),
    ],
    ['a field of the data model without type', 'INVALID_SCREEN_DATA', last1({ data: { city: {} } })],
    ['success of a screen that is no end', 'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED', success()],
    ['an unknown component', 'INVALID_PROPERTY_VALUE', flow({ type: 'Hologram' })],
    ['an inherited name as a component', 'INVALID_PROPERTY_VALUE', flow({ type: 'constructor' })],
    [
      'a component of a later version',
      'INVALID_PROPERTY_VALUE',
      { ...flow({ type: 'ImageCarousel', images: [] }), version: '6.0' },
    ],
    ['a component without type', 'MISSING_REQUIRED_TYPE_PROPERTY', flow({ text: 'Hi' })],
    ['a component that is none', 'INVALID_PROPERTY_TYPE', flow('TextBody')],
    ['a missing property', 'MISSING_REQUIRED_PROPERTY', flow({ type: 'TextInput', name: 'city' })],
    [
      'an unknown property of a component',
      'INVALID_PROPERTY_KEY',
      flow({ type: 'TextBody', text: 'Hi', 'initial-text': 'x' }),
    ],
    [
      'a property of another type',
      'INVALID_PROPERTY_TYPE',
      flow({ type: 'TextArea', name: 'a', label: 'A', enabled: 'yes' }),
    ],
    [
      'a component inside of a form',
      'INVALID_PROPERTY_VALUE',
      flow({ type: 'Form', children: [{ type: 'Hologram' }] }),
    ],
    ['a component in a branch', 'INVALID_PROPERTY_VALUE', flow(branches([{ type: 'Hologram' }]))],
    [
      'a component in a case',
      'INVALID_PROPERTY_VALUE',
      flow({ type: 'Switch', value: 'a', cases: { a: [{ type: 'Hologram' }] } }),
    ],
    ['two fields of one name', 'DUPLICATE_FORM_COMPONENT_NAMES', flow(field('a'), field('a'))],
    ['two footers', 'MAX_FOOTER_PER_SCREEN', last(footer(COMPLETE), footer(COMPLETE))],
    ['one caption of a footer', 'INVALID_DEPENDENCIES', last(footer(COMPLETE, { 'left-caption': 'a' }))],
    [
      'no end',
      'MISSING_TERMINAL_SCREEN',
      { version: '7.0', screens: [{ ...END, terminal: false, layout: layout() }] },
    ],
    ['an end without footer', 'MISSING_FOOTER_ON_TERMINAL_SCREEN', last({ type: 'TextBody', text: 'Hi' })],
    [
      'an end that is none',
      'INVALID_COMPLETE_ACTION',
      flow({ type: 'EmbeddedLink', text: 'On', 'on-click-action': COMPLETE }),
    ],
    ['a way to nowhere', 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME', last(footer(to('NOWHERE')))],
    ['a way of an entry of a list', 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME', flow(listTo('NOWHERE'))],
    ['a way to itself', 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME', last(footer(to('END')))],
    [
      'a screen that nothing leads to',
      'INVALID_ROUTING_MODEL',
      { version: '7.0', screens: [END, { ...END, id: 'ALONE' }] },
    ],
    ['an unknown action', 'INVALID_ENUM_VALUE', last(footer({ name: 'jump' }))],
    [
      'an action without its target',
      'MISSING_REQUIRED_PROPERTY',
      last(footer({ name: 'navigate', payload: {} })),
    ],
    [
      'an unknown property of an action',
      'INVALID_PROPERTY_KEY',
      last(footer({ ...COMPLETE, colour: 'red' })),
    ],
    [
      'an exchange without endpoint',
      'MISSING_REQUIRED_PROPERTY',
      last(footer({ name: 'data_exchange', payload: {} })),
    ],
    [
      'data that no model has',
      'INVALID_SCREEN_DYNAMIC_DATA',
      flow({ type: 'TextBody', text: '${data.city}' }),
    ],
    [
      'data that no model has, in an action',
      'INVALID_ON_CLICK_ACTION_PAYLOAD',
      last(footer({ name: 'complete', payload: { city: '${data.city}' } })),
    ],
    [
      'a field that is not there',
      'INVALID_ON_CLICK_ACTION_PAYLOAD',
      last(footer({ name: 'complete', payload: { city: '${form.city}' } })),
    ],
    [
      'data of a screen that is not there',
      'INVALID_SCREEN_DATA',
      flow({ type: 'TextBody', text: '${screen.MIDDLE.data.city}' }),
    ],
    [
      'a payload that the next screen does not know',
      'INVALID_NAVIGATE_ACTION_PAYLOAD',
      { version: '7.0', screens: [{ id: 'START', layout: layout(footer(to('END', { city: 'x' }))) }, END] },
    ],
    [
      'a payload that the next screen waits for',
      'INVALID_NAVIGATE_ACTION_PAYLOAD',
      { version: '7.0', screens: [start(), { ...END, data: { city: { type: 'string' } } }] },
    ],
    [
      'an endpoint without routing model',
      'MISSING_REQUIRED_PROPERTY',
      { version: '7.0', data_api_version: '3.0', screens: [END] },
    ],
    ['a routing model without a screen', 'INVALID_ROUTING_MODEL', routed({ START: ['END'] })],
    [
      'a routing model with an unknown screen',
      'INVALID_ROUTING_MODEL',
      routed({ START: ['END'], END: ['NOWHERE'] }),
    ],
    ['a way that the routing model does not have', 'INVALID_ROUTING_MODEL', routed({ START: [], END: [] })],
  ])('is told of %s', (_what, error, json) => {
    expect(json === undefined ? flowJsonErrors('{').map((one) => one.error) : errorsOf(json)).toEqual([
      error,
    ]);
  });

  const way = (id: string, ...targets: string[]) => ({
    id,
    layout: layout(
      ...targets.map((name) => ({ type: 'EmbeddedLink', text: 'On', 'on-click-action': to(name) })),
    ),
  });

  it.each([
    ['forward only, by two ways', { A: ['B', 'C'], B: ['C', 'END'], C: ['END'], END: [] }, []],
    [
      'there and back',
      { A: ['B'], B: ['A', 'C'], C: ['END'], END: [] },
      [
        'Backward route [B->A] corresponding to forward route [A->B] is not allowed in the routing model. Only forward routes can be specified.',
        'No entry screen found',
      ],
    ],
    [
      'in a ring behind the entry',
      { A: ['B'], B: ['C'], C: ['END'], END: ['B'] },
      ['Loop detected in the routing model for screens: [B, C, END].'],
    ],
    ['to itself', { A: ['B'], B: ['C', 'B'], C: ['END'], END: [] }, ['for screens: [B].']],
  ])('with an endpoint has routes %s', (_how, routing_model, messages) => {
    const screens = [way('A'), way('B'), way('C'), END];
    const found = flowJsonErrors(
      JSON.stringify({ version: '7.0', data_api_version: '3.0', routing_model, screens }),
    );
    expect(found).toEqual(
      messages.map((text) =>
        expect.objectContaining({
          error: 'INVALID_ROUTING_MODEL',
          message: expect.stringContaining(text),
          pointers: [expect.objectContaining({ path: 'routing_model' })],
        }),
      ),
    );
  });

  it('without an endpoint begins with a screen that nothing leads to', () => {
    const backFrom = (...screens: unknown[]) =>
      flowJsonErrors(JSON.stringify({ version: '7.0', screens: [...screens, END] }));
    expect(backFrom(way('A', 'B'), way('B', 'END'))).toEqual([]);
    expect(backFrom(way('A', 'B'), way('B', 'A', 'END'))).toMatchObject([
      {
        error: 'INVALID_ROUTING_MODEL',
        message:
          'No entry screen found in the routing model. Add a screen that is not used as the next screen in any of the navigate actions.',
      },
    ]);
  });

  it('says where something is wrong', () => {
    const text = JSON.stringify(flow({ type: 'TextBody', text: 'Hi \\" {', shade: 1 }), undefined, 2);
    const line = text.split('\n').findIndex((one) => one.includes('"shade"')) + 1;
    const column = (text.split('\n')[line - 1] ?? '').indexOf('"shade"') + 1;
    const place = {
      line_start: line,
      line_end: line,
      column_start: column,
      column_end: column + '"shade": 1'.length,
    };
    expect(flowJsonErrors(text)).toEqual([
      {
        error: 'INVALID_PROPERTY_KEY',
        error_type: 'FLOW_JSON_ERROR',
        message: "Property 'shade' cannot be specified at 'TextBody' on '$root/screens/0/layout/children/0'.",
        ...place,
        pointers: [{ ...place, path: 'screens[0].layout.children[0].shade' }],
      },
    ]);
  });

  it('may come from anybody: nothing in it breaks the check', () => {
    expect(flowJsonErrors(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toHaveLength(1);
    const deep = `{"version":"7.0","screens":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(flowJsonErrors(deep)).toMatchObject([{ error: 'INVALID_FLOW_JSON' }]);
    for (const value of [null, 1, 'text', [], {}, [null], { type: 'Form', children: null }]) {
      expect(() => errorsOf({ version: '7.0', screens: value, routing_model: value })).not.toThrow();
      expect(() =>
        errorsOf({ version: '7.0', screens: [{ id: value, layout: value, data: value }] }),
      ).not.toThrow();
      expect(() => errorsOf(flow(value, branches(value), { type: 'Switch', cases: value }))).not.toThrow();
      expect(() => errorsOf(last(footer({ name: value, next: value, payload: value })))).not.toThrow();
    }
  });
});

function last1(changes: Members) {
  return { version: '7.0', screens: [{ ...END, ...changes }] };
}

function success() {
  return { version: '7.0', screens: [{ ...start(), success: true }, END] };
}

/** Made of its entries: an object that is written with a member `then` looks like a promise. */
function branches(list: unknown): Members {
  return { type: 'If', condition: 'true', ...Object.fromEntries(['then'].map((name) => [name, list])) };
}

function field(name: string) {
  return { type: 'TextInput', name, label: 'A field' };
}

function listTo(target: string) {
  const item = { id: 'a', 'main-content': { title: 'A' }, 'on-click-action': to(target) };
  return { type: 'NavigationList', name: 'list', 'list-items': [item] };
}

function routed(routing_model: Members) {
  return { ...flow(), data_api_version: '3.0', routing_model };
}

function everyComponent() {
  const choices = [{ id: 'a', title: 'A' }];
  const named = (type: string, more: Members = {}) => ({ type, name: type, label: type, ...more });
  return flow(
    ...['TextHeading', 'TextSubheading', 'TextBody', 'TextCaption'].map((type) => ({ type, text: 'Hi' })),
    { type: 'RichText', text: ['# Hi', '- there'] },
    { type: 'Image', src: 'aGk=', height: 40, 'alt-text': 'Hi' },
    { type: 'ImageCarousel', images: [{ src: 'aGk=', 'alt-text': 'Hi' }], 'scale-type': 'contain' },
    { type: 'EmbeddedLink', text: 'Hi', 'on-click-action': { name: 'open_url', url: 'https://example.org' } },
    named('TextInput', { required: true, 'input-type': 'text', 'min-chars': 2, 'max-chars': '9' }),
    named('TextArea', { 'max-length': 100, 'helper-text': 'Hi' }),
    named('CheckboxGroup', { 'data-source': choices, 'max-selected-items': 1 }),
    named('RadioButtonsGroup', { 'data-source': choices }),
    named('ChipsSelector', { 'data-source': choices }),
    named('Dropdown', { 'data-source': choices, 'on-select-action': { name: 'update_data', payload: {} } }),
    named('DatePicker', { 'min-date': '2026-01-01' }),
    named('CalendarPicker', { mode: 'range', 'include-days': ['Mon'] }),
    named('OptIn', { required: true }),
    named('PhotoPicker', { 'min-uploaded-photos': 0 }),
    named('DocumentPicker', { 'allowed-mime-types': ['application/pdf'] }),
    branches([{ type: 'TextBody', text: 'Hi' }]),
    { type: 'Switch', value: '${form.Dropdown}', cases: { a: [{ type: 'TextBody', text: 'Hi' }] } },
  );
}
