import { isRecord } from '../../common/is-record.js';
import { shapeProblems } from './check-shape.js';
import { FLOW_ACTIONS, hasSince } from './flow-components.js';
import type { FlowJsonProblem } from './flow-json-problem.js';
import type { FlowScreen, Placed } from './flow-screen.js';

/** The properties of an action beside its name. */
const PROPERTIES = { name: 'string', payload: 'object', next: 'object', url: 'string' } as const;

/** Checks the actions of a screen's components; their targets are checked elsewhere. */
export function actionProblems(screen: FlowScreen, version: string, endpoint: boolean): FlowJsonProblem[] {
  return screen.actions.flatMap((action) => [
    ...ofAction(action, version),
    ...placeProblems(action, screen, endpoint),
  ]);
}

function ofAction(action: Placed<Readonly<Record<string, unknown>>>, version: string): FlowJsonProblem[] {
  const { value, path } = action;
  const name = String(value['name']);
  const known = Object.hasOwn(FLOW_ACTIONS, name) ? FLOW_ACTIONS[name] : undefined;
  if (value['name'] !== undefined && (!known || !hasSince(version, known.since))) {
    const allowed = Object.keys(FLOW_ACTIONS).filter((one) =>
      hasSince(version, FLOW_ACTIONS[one]?.since ?? ''),
    );
    const message = `Value should be one of: [${allowed.join(', ')}].`;
    return [{ error: 'INVALID_ENUM_VALUE', message, paths: [`${path}.name`] }];
  }
  const needs: Record<string, 'any'> = known?.needs === undefined ? {} : { [known.needs]: 'any' };
  const problems = shapeProblems(action, {
    required: { name: 'string', ...needs },
    optional: PROPERTIES,
  });
  const { next } = value;
  if (!isRecord(next)) return problems;
  const nextShape = { required: { type: 'string', name: 'string' }, optional: {} } as const;
  return [...problems, ...shapeProblems({ value: next, path: `${path}.next` }, nextShape)];
}

function placeProblems(
  { value, path }: Placed<Readonly<Record<string, unknown>>>,
  { terminal }: FlowScreen,
  endpoint: boolean,
): FlowJsonProblem[] {
  if (value['name'] === 'complete' && !terminal) {
    const message = "On-click-action 'complete' can only be configured on a terminal screen.";
    return [{ error: 'INVALID_COMPLETE_ACTION', message, paths: [path] }];
  }
  if (value['name'] === 'data_exchange' && !endpoint) {
    const message = "The property 'data_api_version' is required for data_exchange action.";
    return [{ error: 'MISSING_REQUIRED_PROPERTY', message, paths: [path] }];
  }
  return [];
}
