import { describe, expect, it } from '@jest/globals';
import { flowScreen, resolveFlowValue } from './flow-json.js';

const flow = {
  version: '6.0',
  screens: [
    {
      id: 'START',
      title: 'A visit',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: '${data.greeting}' },
          {
            type: 'Form',
            children: [
              { type: 'TextInput', name: 'name', label: 'Your name', required: true },
              { type: 'Dropdown', name: 'day', label: 'Day', 'data-source': '${data.days}' },
              { type: 'TextInput', name: 'hidden', visible: false },
              { type: 'Hologram', name: 'new' },
              {
                type: 'Footer',
                label: 'Book',
                'on-click-action': {
                  name: 'complete',
                  payload: { who: '${form.name}', branch: '${data.branch}' },
                },
              },
            ],
          },
        ],
      },
    },
  ],
};
const data = { greeting: 'Hello', days: [{ id: 'mon', title: 'Monday' }], branch: 'north' };

describe('flowScreen', () => {
  it('gives the parts of a screen with their data, and leaves out what it does not know', () => {
    const field = { kind: 'field', hint: undefined, required: false, options: [] };
    expect(flowScreen(flow, undefined, data)).toEqual({
      id: 'START',
      title: 'A visit',
      parts: [
        { kind: 'heading', text: 'Hello' },
        { ...field, control: 'text', name: 'name', label: 'Your name', required: true },
        { ...field, control: 'one-of', name: 'day', label: 'Day', options: [{ id: 'mon', title: 'Monday' }] },
        {
          kind: 'submit',
          text: 'Book',
          action: { name: 'complete', payload: { who: '${form.name}', branch: '${data.branch}' } },
        },
      ],
    });
  });

  it('knows no screen that the flow lacks, and none of what is no flow', () => {
    expect(flowScreen(flow, 'END', data)).toBeUndefined();
    expect(flowScreen('no flow', undefined, data)).toBeUndefined();
  });
});

describe('resolveFlowValue', () => {
  it('replaces expressions wherever they stand', () => {
    const value = {
      who: '${form.name}',
      list: ['${data.branch}', 3],
      no: '${data.nothing}',
      text: 'a ${data.branch}',
    };
    expect(resolveFlowValue(value, { data, form: { name: 'Ana' } })).toEqual({
      who: 'Ana',
      list: ['north', 3],
      no: '',
      text: 'a ${data.branch}',
    });
  });
});
