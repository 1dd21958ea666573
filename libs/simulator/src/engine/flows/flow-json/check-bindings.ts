import { isRecord, recordAt, textAt } from '../../common/is-record.js';
import type { FlowJsonProblem } from './flow-json-problem.js';
import { type FlowScreen, type Placed } from './flow-screen.js';
import { memberPath } from './json-places.js';

/** `${data.city}`, `${form.name}`, `${screen.START.form.name}`, also inside of longer expressions. */
const REFERENCE = /\$\{(?:screen\.(\w+)\.)?(data|form)\.([\w-]+)[^}]*\}/g;

/** Checks that the expressions of a screen find what they ask for: data of its model, and fields of its form. */
export function bindingProblems(screen: FlowScreen, screens: readonly FlowScreen[]): FlowJsonProblem[] {
  const actions = screen.actions.map(({ path }) => `${path}.`);
  return texts(screen.value['layout'], `${screen.path}.layout`).flatMap(({ value, path }) =>
    [...value.matchAll(REFERENCE)].flatMap(([expression, screenId, kind, name = '']): FlowJsonProblem[] => {
      const owner = screenId === undefined ? screen : screens.find(({ id }) => id === screenId);
      const inAction = actions.some((action) => path.startsWith(action));
      if (!owner) {
        const message = `Global dynamic data '${expression}' used on screen '${screen.id}' is invalid since screen '${screenId}' is missing in the Flow JSON.`;
        return [{ error: 'INVALID_SCREEN_DATA', message, paths: [path] }];
      }
      if (kind === 'form') {
        if (owner.components.some((component) => component.value['name'] === name)) return [];
        const message = `Missing Form component '${expression}' for screen '${owner.id}'.`;
        return [{ error: 'INVALID_ON_CLICK_ACTION_PAYLOAD', message, paths: [path] }];
      }
      if (name in recordAt(owner.value, 'data')) return [];
      return [
        inAction
          ? {
              error: 'INVALID_ON_CLICK_ACTION_PAYLOAD',
              message: `Missing dynamic data '${expression}' in the data model for screen ${owner.id}.`,
              paths: [path],
            }
          : {
              error: 'INVALID_SCREEN_DYNAMIC_DATA',
              message: `Missing dynamic data '${expression}' in the screen data model.`,
              paths: [path],
            },
      ];
    }),
  );
}

/** A flow without an endpoint hands on, from screen to screen, exactly what the next one's data model says. */
export function payloadProblems(screen: FlowScreen, screens: readonly FlowScreen[]): FlowJsonProblem[] {
  return screen.actions.flatMap(({ value, path }): FlowJsonProblem[] => {
    const next = screens.find(({ id }) => id === textAt(value['next'], 'name'));
    if (value['name'] !== 'navigate' || !next) return [];
    const error = 'INVALID_NAVIGATE_ACTION_PAYLOAD';
    const payload = Object.keys(recordAt(value, 'payload'));
    const model = Object.keys(recordAt(next.value, 'data'));
    if (next.value['data'] === undefined) {
      const message = `No data model is defined in the next screen '${next.id}'.`;
      return payload.length === 0 ? [] : [{ error, message, paths: [path] }];
    }
    const extra = payload.filter((name) => !model.includes(name));
    const missing = model.filter((name) => !payload.includes(name));
    return [
      ...(extra.length === 0
        ? []
        : [`Following fields are missing in the next screen's data model: [${extra.join(', ')}].`]),
      ...(missing.length === 0
        ? []
        : [
            `Following fields are expected in the next screen's data model but missing in payload: [${missing.join(', ')}].`,
          ]),
    ].map((message) => ({ error, message, paths: [path] }));
  });
}

function texts(value: unknown, path: string): Placed<string>[] {
  if (typeof value === 'string') return [{ value, path }];
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => texts(member, memberPath(path, key)));
}
