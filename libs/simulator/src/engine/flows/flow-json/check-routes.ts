import { isRecord } from '../../common/is-record.js';
import type { FlowJsonProblem } from './flow-json-problem.js';
import { nextScreens, type FlowScreen } from './flow-screen.js';

/** What is wrong with the ways through a flow: ends that are missing, and ways that lead nowhere. */
export function routeProblems(
  screens: readonly FlowScreen[],
  routingModel: unknown,
  endpoint: boolean,
): FlowJsonProblem[] {
  return [
    ...endProblems(screens),
    ...screens.flatMap((screen) => wayProblems(screen, screens)),
    ...(endpoint ? modelProblems(screens, routingModel) : unconnected(screens)),
  ];
}

function endProblems(screens: readonly FlowScreen[]): FlowJsonProblem[] {
  const ends = screens.filter(({ terminal }) => terminal);
  if (ends.length === 0) {
    const message = 'Terminal screen is required but not provided.';
    return [{ error: 'MISSING_TERMINAL_SCREEN', message, paths: ['screens'] }];
  }
  const open = ends.filter(
    ({ value, components }) =>
      isRecord(value['layout']) && !components.some((component) => component.value['type'] === 'Footer'),
  );
  if (open.length === 0) return [];
  const message = `Footer component is missing on terminal screens: ${idsOf(open)}.`;
  return [{ error: 'MISSING_FOOTER_ON_TERMINAL_SCREEN', message, paths: open.map(({ path }) => path) }];
}

function wayProblems(screen: FlowScreen, screens: readonly FlowScreen[]): FlowJsonProblem[] {
  const error = 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME';
  return nextScreens(screen).flatMap(({ value, path }): FlowJsonProblem[] => {
    if (value === screen.id) {
      const message = `Same screen navigation is not allowed. Loop detected at [${value}].`;
      return [{ error, message, paths: [path] }];
    }
    if (screens.some(({ id }) => id === value)) return [];
    return [{ error, message: `Unknown screen ids found: [${value}].`, paths: [path] }];
  });
}

/** Without an endpoint, the actions are what connects screens. */
function unconnected(screens: readonly FlowScreen[]): FlowJsonProblem[] {
  const [first] = screens;
  if (!first) return [];
  const ways = screens.map((screen) => ({
    from: screen.id,
    to: nextScreens(screen).map(({ value }) => value),
  }));
  const reached = new Set([first.id]);
  for (const id of reached) {
    for (const { from, to } of ways) {
      if (from === id) for (const next of to) reached.add(next);
      if (to.includes(id)) reached.add(from);
    }
  }
  const alone = screens.filter(({ id }) => !reached.has(id));
  if (alone.length === 0) return [];
  const message = `Following screens are not connected with the rest of the screens via navigate screen action: ${idsOf(alone)}. All screens should be connected.`;
  return [{ error: 'INVALID_ROUTING_MODEL', message, paths: alone.map(({ path }) => path) }];
}

/** With an endpoint, `routing_model` says where screens lead. */
function modelProblems(screens: readonly FlowScreen[], model: unknown): FlowJsonProblem[] {
  const error = 'INVALID_ROUTING_MODEL';
  const paths = ['routing_model'];
  if (!isRecord(model)) return [];
  const ids = screens.map(({ id }) => id);
  const missing = ids.filter((id) => !(id in model));
  const named = [
    ...Object.keys(model),
    ...Object.values(model).flatMap((to) => (Array.isArray(to) ? to.map(String) : [])),
  ];
  const unknown = [...new Set(named.filter((id) => !ids.includes(id)))];
  const routeless = screens.flatMap((screen) => {
    const routes: unknown = model[screen.id];
    return nextScreens(screen).flatMap(({ value, path }): FlowJsonProblem[] => {
      if (!Array.isArray(routes) || routes.includes(value) || !ids.includes(value)) return [];
      const message = `Missing direct route from screen '${screen.id}' to screen '${value}' in the routing model, while it exists in the navigate screen action of screen '${screen.id}'.`;
      return [{ error, message, paths: [path] }];
    });
  });
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            error,
            message: `Following screens are missing in the routing model: ${missing.join(', ')}.`,
            paths,
          },
        ]),
    ...(unknown.length === 0
      ? []
      : [{ error, message: `Invalid screens found in the routing model: ${unknown.join(', ')}.`, paths }]),
    ...routeless,
  ];
}

function idsOf(screens: readonly FlowScreen[]): string {
  return screens.map(({ id }) => id).join(', ');
}
