import { isRecord } from '../../common/is-record.js';
import { actionProblems } from './check-actions.js';
import { bindingProblems, payloadProblems } from './check-bindings.js';
import { componentProblems, notObjects } from './check-components.js';
import { routeProblems } from './check-routes.js';
import { screenProblems } from './check-screen.js';
import { shapeProblems } from './check-shape.js';
import { FLOW_JSON_VERSIONS, hasSince } from './flow-components.js';
import {
  problem,
  validationErrors,
  type FlowJsonProblem,
  type FlowValidationError,
} from './flow-json-problem.js';
import { flowScreens, MAX_SCREENS, type FlowScreen } from './flow-screen.js';

/** The deepest nesting of a flow's JSON: deeper than any component of Meta's can be put into others. */
const MAX_DEPTH = 50;
/** The first version in which the `endpoint_uri` of the flow stands in place of this property. */
const NO_ENDPOINT_SINCE = '3.0';

/** Checks a `flow.json` and returns Meta's `validation_errors`; an empty list: it may be published. */
export function flowJsonErrors(text: string): FlowValidationError[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  if (!isRecord(json) || depthOf(json) > MAX_DEPTH) {
    return validationErrors([problem('INVALID_FLOW_JSON', 'Flow JSON is not valid.', '')], undefined);
  }
  return validationErrors(problemsOf(json), text);
}

function problemsOf(json: Readonly<Record<string, unknown>>): FlowJsonProblem[] {
  const { version, screens: list } = json;
  if (version === undefined) {
    return [problem('MISSING_FLOW_JSON_VERSION', 'Flow JSON version is not specified.', '')];
  }
  if (typeof version !== 'string' || !FLOW_JSON_VERSIONS.includes(version)) {
    return [problem('INVALID_FLOW_JSON_VERSION', 'Invalid Flow JSON version.', 'version')];
  }
  const endpoint = json['data_api_version'] !== undefined;
  const screens = flowScreens(json);
  return [
    ...shapeProblems({ value: json, path: '' }, rootShape(version)),
    ...endpointProblems(json),
    ...listProblems(list),
    ...duplicateIds(screens),
    ...screens.flatMap((screen) => [
      ...screenProblems(screen, endpoint),
      ...componentProblems(screen, version),
      ...actionProblems(screen, version, endpoint),
      ...bindingProblems(screen, screens),
      ...(endpoint ? [] : payloadProblems(screen, screens)),
    ]),
    ...(screens.length === 0 ? [] : routeProblems(screens, json['routing_model'], endpoint)),
  ];
}

function rootShape(version: string) {
  return {
    required: { version: 'string', screens: 'array' },
    optional: {
      data_api_version: 'string',
      routing_model: 'object',
      ...(hasSince(version, NO_ENDPOINT_SINCE) ? {} : { data_channel_uri: 'string' as const }),
    },
  } as const;
}

function endpointProblems(json: Readonly<Record<string, unknown>>): FlowJsonProblem[] {
  if (json['data_api_version'] === undefined || json['routing_model'] !== undefined) return [];
  const message = "The property 'routing_model' is required for property 'data_api_version'.";
  return [problem('MISSING_REQUIRED_PROPERTY', message, '')];
}

function listProblems(list: unknown): FlowJsonProblem[] {
  if (!Array.isArray(list)) return [];
  if (list.length === 0)
    return [problem('MIN_ITEMS_REQUIRED', "Property 'screens' should have at least '1' item.", 'screens')];
  if (list.length <= MAX_SCREENS) return notObjects(list, 'screens');
  const message = `Maximum number of screens allowed per Flow is ${MAX_SCREENS} but found ${list.length}.`;
  return [problem('MAX_SCREENS_NUMBER', message, 'screens')];
}

function duplicateIds(screens: readonly FlowScreen[]): FlowJsonProblem[] {
  return screens
    .filter(({ id }, place) => id !== '' && screens.findIndex((screen) => screen.id === id) < place)
    .map(({ id, path }) =>
      problem('DUPLICATE_SCREEN_IDS', `Duplicate screen id found: ${id}.`, `${path}.id`),
    );
}

/** Counted in rounds, since a text from outside may be deeper than calls can be. */
function depthOf(json: unknown): number {
  let depth = 0;
  for (let level: unknown[] = [json]; level.length > 0 && depth <= MAX_DEPTH; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return depth;
}
