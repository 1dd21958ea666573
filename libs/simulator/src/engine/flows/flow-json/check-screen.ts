import { isRecord, recordAt } from '../../common/is-record.js';
import { notObjects } from './check-components.js';
import { pathText, shapeProblems } from './check-shape.js';
import { problem, type FlowJsonProblem } from './flow-json-problem.js';
import type { FlowScreen } from './flow-screen.js';

/** Checks a screen itself: its id, its properties, its data model and its layout. */
export function screenProblems(screen: FlowScreen, endpoint: boolean): FlowJsonProblem[] {
  const { value, path, id, terminal } = screen;
  const problems = shapeProblems(screen, {
    required: { id: 'string', layout: 'object' },
    optional: {
      title: 'string',
      terminal: 'boolean',
      success: 'boolean',
      data: 'object',
      refresh_on_back: 'boolean',
      sensitive: 'array',
    },
  });
  if (typeof value['id'] === 'string') {
    const at = `${path}.id`;
    if (id === '')
      problems.push(problem('MIN_CHARS_REQUIRED', "Property 'id' should have at least '1' character.", at));
    else if (!/^[A-Za-z_]+$/.test(id))
      problems.push(
        problem('PATTERN_MISMATCH', "Property 'id' should only consist of alphabets and underscores.", at),
      );
    if (id.toLowerCase() === 'success') {
      const message = `Screen id cannot be '${id}' since it is a reserved keyword.`;
      problems.push(problem('SCREEN_ID_IS_RESERVED_KEYWORD', message, at));
    }
  }
  if (value['success'] !== undefined && !terminal) {
    const message = "Property 'success' can only be specified on a terminal screen.";
    problems.push(problem('NOT_KEYWORD_SCHEMA_VALIDATION_FAILED', message, `${path}.success`));
  }
  if (value['refresh_on_back'] === true && !endpoint) {
    const message = "Property 'refresh_on_back' can be true only when property 'data_api_version' is set.";
    problems.push(problem('INVALID_PROPERTY_VALUE', message, `${path}.refresh_on_back`));
  }
  return [...problems, ...dataProblems(screen), ...layoutProblems(screen)];
}

function dataProblems({ value, path }: FlowScreen): FlowJsonProblem[] {
  return Object.entries(recordAt(value, 'data')).flatMap(([name, field]) =>
    isRecord(field) && field['type'] === undefined
      ? [problem('INVALID_SCREEN_DATA', "Missing the definition of property 'type'.", `${path}.data.${name}`)]
      : [],
  );
}

function layoutProblems({ value, path }: FlowScreen): FlowJsonProblem[] {
  const { layout } = value;
  if (!isRecord(layout)) return [];
  const at = `${path}.layout`;
  const problems = shapeProblems(
    { value: layout, path: at },
    { required: { type: 'string', children: 'components' }, optional: {} },
  );
  if (typeof layout['type'] === 'string' && layout['type'] !== 'SingleColumnLayout') {
    const message = `Invalid value found for property 'type' at '${pathText(at)}'.`;
    problems.push(problem('INVALID_PROPERTY_VALUE', message, `${at}.type`));
  }
  return [...problems, ...notObjects(layout['children'], `${at}.children`)];
}
