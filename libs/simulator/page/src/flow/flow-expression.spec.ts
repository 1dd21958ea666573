import { describe, expect, it } from '@jest/globals';
import { evaluateFlowExpression, flowConditionHolds, resolveFlowValue } from './flow-expression.js';

const scope = {
  data: { branch: 'north', count: 3, open: true },
  form: { name: 'Ana', days: ['mon'], agreed: false },
  screen: { START: { data: {}, form: { city: 'Porto' } } },
};

describe('resolveFlowValue', () => {
  it('replaces expressions wherever they stand, with whatever they stand for', () => {
    const value = {
      who: '${form.name}',
      list: ['${data.branch}', 3],
      days: '${form.days}',
      before: '${screen.START.form.city}',
      no: '${data.nothing}',
      text: 'a ${data.branch}',
    };
    expect(resolveFlowValue(value, scope)).toEqual({
      who: 'Ana',
      list: ['north', 3],
      days: ['mon'],
      before: 'Porto',
      no: '',
      text: 'a ${data.branch}',
    });
  });

  it.each([
    ["`'Hello ' ${form.name} '!'`", 'Hello Ana!'],
    ['`${data.count} + 2 * 3`', 9],
    ['`(${data.count} + 2) * -3`', -15],
    ['`${data.count} % 2 == 1`', true],
    ["`${form.name} == 'Ana' && !${form.agreed}`", true],
    ['`${data.nothing}`', undefined],
    ['`${data.count} §`', ''],
    ['`${data.count} 1 ) 2`', ''],
  ])('reads %s', (text, expected) => {
    expect(resolveFlowValue(text, scope)).toEqual(expected);
  });
});

describe('flowConditionHolds', () => {
  it.each([
    ['${data.open}', true],
    ['${form.agreed}', false],
    ["${data.branch} == 'south' || ${data.count} >= 3", true],
    ["${data.branch} != 'north'", false],
    ['${data.nothing}', false],
    [true, true],
    [undefined, false],
  ])('%s: %s', (condition, holds) => {
    expect(flowConditionHolds(condition, scope)).toBe(holds);
  });

  it('an unfinished expression ends, and counts as its beginning', () => {
    expect(evaluateFlowExpression('(((', scope)).toBe('');
    expect(evaluateFlowExpression("'a' ==", scope)).toBe(false);
  });
});
