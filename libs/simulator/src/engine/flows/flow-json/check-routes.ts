import { isRecord } from '../../common/is-record.js';
import type { FlowJsonProblem } from './flow-json-problem.js';
import { MAX_SCREENS, nextScreens, type FlowScreen } from './flow-screen.js';

/** Checks the routes through a flow: missing ends, targets that do not exist, and ways that lead back. */
export function routeProblems(
  screens: readonly FlowScreen[],
  routingModel: unknown,
  endpoint: boolean,
): FlowJsonProblem[] {
  return [
    ...endProblems(screens),
    ...screens.flatMap((screen) => wayProblems(screen, screens)),
    ...(endpoint
      ? [...modelProblems(screens, routingModel), ...modelLoops(screens, routingModel)]
      : [...unconnected(screens), ...noEntry(screens)]),
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

/** Finds the screens that no action connects with the others, of a flow without an endpoint. */
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

/** Compares `routing_model`, which a flow with an endpoint has, with the screens and their actions. */
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

/** Checks that routes lead forward only: users go back by a button of WhatsApp's own. */
function modelLoops(screens: readonly FlowScreen[], model: unknown): FlowJsonProblem[] {
  if (!isRecord(model)) return [];
  const routes = new Map(
    screens
      // As many as a flow may have; what comes from outside may have any number.
      .slice(0, MAX_SCREENS)
      .map(({ id }): readonly [string, readonly string[]] => [id, targetsOf(model, id)]),
  );
  const reached = new Map([...routes.keys()].map((id) => [id, reachedFrom(id, routes)]));
  const looping = [...routes.keys()].filter((id) => reached.get(id)?.has(id));
  const back = looping.flatMap((from, place) =>
    looping
      .slice(place + 1)
      .filter((to) => routes.get(from)?.includes(to) && routes.get(to)?.includes(from))
      .map((to) =>
        inModel(
          `Backward route [${to}->${from}] corresponding to forward route [${from}->${to}] is not allowed in the routing model. Only forward routes can be specified.`,
        ),
      ),
  );
  const targets = new Set([...routes.values()].flat());
  const entry = [...routes.keys()].some((id) => !targets.has(id));
  return [
    ...back,
    ...ringsOf(looping, reached)
      // A ring of two is a way there and back.
      .filter((ring) => ring.length !== 2)
      .map((ring) => inModel(`Loop detected in the routing model for screens: [${ring.join(', ')}].`)),
    ...(entry
      ? []
      : [
          inModel(
            'No entry screen found in the routing model. Expected a screen with no inbound edges as the entry screen.',
          ),
        ]),
  ];
}

function inModel(message: string): FlowJsonProblem {
  return { error: 'INVALID_ROUTING_MODEL', message, paths: ['routing_model'] };
}

function targetsOf(model: Readonly<Record<string, unknown>>, id: string): readonly string[] {
  const targets: unknown = Object.hasOwn(model, id) ? model[id] : [];
  return Array.isArray(targets) ? [...new Set(targets.map(String))] : [];
}

/** The screens that lead to each other, ring by ring. */
function ringsOf(
  looping: readonly string[],
  reached: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[][] {
  const rings: string[][] = [];
  for (const id of looping) {
    if (rings.some((ring) => ring.includes(id))) continue;
    rings.push(looping.filter((other) => reached.get(id)?.has(other) && reached.get(other)?.has(id)));
  }
  return rings;
}

function reachedFrom(id: string, routes: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(routes.get(id));
  for (const next of reached) for (const further of routes.get(next) ?? []) reached.add(further);
  return reached;
}

/** Checks that a flow without an endpoint has an entry screen: one that no action leads to. */
function noEntry(screens: readonly FlowScreen[]): FlowJsonProblem[] {
  const targets = new Set(
    screens.flatMap((screen) =>
      nextScreens(screen).flatMap(({ value }) => (value === screen.id ? [] : [value])),
    ),
  );
  if (screens.some(({ id }) => !targets.has(id))) return [];
  const message =
    'No entry screen found in the routing model. Add a screen that is not used as the next screen in any of the navigate actions.';
  return [{ error: 'INVALID_ROUTING_MODEL', message, paths: ['screens'] }];
}

function idsOf(screens: readonly FlowScreen[]): string {
  return screens.map(({ id }) => id).join(', ');
}
