import { describe, expect, it } from '@jest/globals';
import { flowFieldOf } from './flow-field.js';
import { flowProblem } from './flow-problem.js';

function problem(
  type: string,
  members: Readonly<Record<string, unknown>>,
  value: unknown,
): string | undefined {
  const field = flowFieldOf(type, { name: 'one', ...members }, undefined);
  if (!field) throw new Error(`${type} is no field.`);
  return flowProblem(field, value);
}

describe('flowProblem', () => {
  it.each([
    ['TextInput', { required: true }, '', 'This is needed.'],
    ['TextInput', { required: true }, 'x', undefined],
    ['TextInput', {}, undefined, undefined],
    ['TextInput', { 'min-chars': 3 }, 'ab', 'Write at least 3 characters.'],
    ['TextArea', { 'max-length': 3 }, 'abcd', 'Write at most 3 characters.'],
    ['OptIn', { required: true }, false, 'This is needed.'],
    ['CheckboxGroup', { 'min-selected-items': 2 }, ['a'], 'Choose at least 2.'],
    ['ChipsSelector', { 'max-selected-items': 1 }, ['a', 'b'], 'Choose at most 1.'],
    ['CalendarPicker', { mode: 'range' }, { 'start-date': '2026-11-21' }, 'Choose both days.'],
    [
      'CalendarPicker',
      { mode: 'range' },
      { 'start-date': '2026-11-21', 'end-date': '2026-11-22' },
      undefined,
    ],
    ['DatePicker', { 'min-date': '2026-11-21' }, '2026-11-22', undefined],
    ['PhotoPicker', {}, [], 'This is needed.'],
    ['DocumentPicker', { 'min-uploaded-documents': 0 }, undefined, undefined],
  ])('a %s with %j that holds %j: %s', (type, members, value, expected) => {
    expect(problem(type, members, value)).toBe(expected);
  });
});
