import { describe, expect, it } from '@jest/globals';
import type { FlowScope } from './flow-expression.js';
import { flowFields, flowScreen } from './flow-screen.js';

const PNG = 'iVBORw0KGgo=';

function screenOf(children: readonly unknown[], scope: FlowScope = { data: {}, form: {} }) {
  return flowScreen({ screens: [{ id: 'START', title: 'A visit', layout: { children } }] }, undefined, scope);
}

function partsOf(children: readonly unknown[], scope?: FlowScope) {
  return screenOf(children, scope)?.parts;
}

describe('flowScreen', () => {
  it('gives texts, pictures and links with their data', () => {
    const scope = { data: { greeting: 'Hello', picture: PNG }, form: {} };
    const openUrl = { name: 'open_url', url: 'https://example.com' };
    expect(
      partsOf(
        [
          { type: 'TextHeading', text: '${data.greeting}' },
          { type: 'TextSubheading', text: 'Sub' },
          { type: 'TextBody', text: 'Body' },
          { type: 'TextCaption', text: ['one', 'two'] },
          { type: 'RichText', text: ['# Title', '**bold**'] },
          { type: 'Image', src: '${data.picture}', 'alt-text': 'A lamp', height: 120 },
          {
            type: 'ImageCarousel',
            images: [{ src: PNG, 'alt-text': 'One' }, { src: 'https://example.com/x' }],
          },
          { type: 'EmbeddedLink', text: 'More', 'on-click-action': openUrl },
        ],
        scope,
      ),
    ).toEqual([
      { kind: 'heading', text: 'Hello' },
      { kind: 'subheading', text: 'Sub' },
      { kind: 'text', text: 'Body' },
      { kind: 'caption', text: 'one\ntwo' },
      { kind: 'rich-text', text: '# Title\n**bold**' },
      { kind: 'image', picture: { source: `data:image/png;base64,${PNG}`, alt: 'A lamp' }, height: 120 },
      {
        kind: 'carousel',
        pictures: [
          { source: `data:image/png;base64,${PNG}`, alt: 'One' },
          { source: undefined, alt: 'Picture' },
        ],
      },
      { kind: 'link', text: 'More', action: openUrl },
    ]);
  });

  it.each([
    ['TextInput', 'text'],
    ['TextArea', 'area'],
    ['CheckboxGroup', 'some-of'],
    ['RadioButtonsGroup', 'one-of-list'],
    ['ChipsSelector', 'chips'],
    ['Dropdown', 'one-of'],
    ['DatePicker', 'date'],
    ['CalendarPicker', 'date'],
    ['OptIn', 'consent'],
    ['PhotoPicker', 'photos'],
    ['DocumentPicker', 'documents'],
  ])('makes a field of a %s', (type, control) => {
    const component = {
      type,
      name: 'one',
      label: 'One',
      'data-source': [{ id: 'mon', title: 'Monday', description: 'Early', enabled: false }],
    };
    const [field] = flowFields(screenOf([component]));
    expect(field).toMatchObject({ control, name: 'one', label: 'One', enabled: true });
    expect(field?.options).toEqual([
      {
        id: 'mon',
        title: 'Monday',
        description: 'Early',
        metadata: undefined,
        enabled: false,
        image: undefined,
      },
    ]);
  });

  it('a calendar of two days is a field of its own; a form gives its fields their first values', () => {
    const form = {
      type: 'Form',
      name: 'form',
      'init-values': { who: '${data.who}' },
      children: [
        { type: 'TextInput', name: 'who', label: 'Who', 'min-chars': 2, 'max-chars': 20, required: true },
        { type: 'CalendarPicker', name: 'when', mode: 'range', 'min-date': '2026-11-21' },
      ],
    };
    expect(flowFields(screenOf([form], { data: { who: 'Ana' }, form: {} }))).toMatchObject([
      { control: 'text', initial: 'Ana', min: '2', max: '20', required: true },
      { control: 'date-range', label: 'when', min: '2026-11-21', required: false },
    ]);
  });

  it('follows If and Switch by what has been filled in, and leaves out what is not visible', () => {
    const children: unknown[] = [
      JSON.parse(`{
        "type": "If",
        "condition": "\${form.how} == 'post'",
        "then": [{ "type": "TextBody", "text": "By post" }],
        "else": [{ "type": "TextBody", "text": "Otherwise" }]
      }`),
      {
        type: 'Switch',
        value: '${form.how}',
        cases: {
          post: [{ type: 'TextBody', text: 'Address' }],
          default: [{ type: 'TextBody', text: 'Nothing' }],
        },
      },
      { type: 'TextBody', text: 'Hidden', visible: '${data.shown}' },
    ];
    const texts = (how: string) =>
      partsOf(children, { data: { shown: false }, form: { how } })?.map(
        (part) => 'text' in part && part.text,
      );
    expect(texts('post')).toEqual(['By post', 'Address']);
    expect(texts('shop')).toEqual(['Otherwise', 'Nothing']);
  });

  it('a list leads where its lines say, or where it says itself', () => {
    const [own, common] = [
      { name: 'navigate', next: { name: 'A' } },
      { name: 'navigate', next: { name: 'B' } },
    ];
    const [list] = partsOf([
      {
        type: 'NavigationList',
        name: 'list',
        label: 'Plans',
        'on-click-action': common,
        'list-items': [
          { id: '1', 'main-content': { title: 'Small', description: 'For one' }, 'on-click-action': own },
          { id: '2', 'main-content': { title: 'Large' }, end: { title: '$9' } },
        ],
      },
    ]) ?? [undefined];
    expect(list).toMatchObject({
      kind: 'list',
      label: 'Plans',
      items: [
        { id: '1', title: 'Small', description: 'For one', action: own },
        { id: '2', title: 'Large', metadata: '$9', action: common },
      ],
    });
  });

  it('leaves expressions in actions alone, to be resolved when they happen', () => {
    const action = { name: 'complete', payload: { who: '${form.name}' } };
    expect(
      partsOf([{ type: 'Footer', label: 'Book', 'left-caption': '1 of 2', 'on-click-action': action }]),
    ).toEqual([{ kind: 'submit', text: 'Book', captions: ['1 of 2'], enabled: true, action }]);
  });

  it('shows a component that it does not know as such', () => {
    expect(partsOf([{ type: 'Hologram', name: 'new' }, 'no component'])).toEqual([
      { kind: 'unknown', type: 'Hologram' },
      { kind: 'unknown', type: '' },
    ]);
  });

  it('knows no screen that the flow lacks, and none of what is no flow', () => {
    const scope = { data: {}, form: {} };
    expect(flowScreen({ screens: [{ id: 'START' }] }, 'END', scope)).toBeUndefined();
    expect(flowScreen('no flow', undefined, scope)).toBeUndefined();
  });
});
