import { isRecord, recordAt, textAt } from '../../common/is-record.js';
import { memberPath } from './json-places.js';

/** The most screens that a flow may have. */
export const MAX_SCREENS = 100;

/** A value of a flow's JSON with its path. */
export interface Placed<T = unknown> {
  readonly value: T;
  readonly path: string;
}

type Members = Readonly<Record<string, unknown>>;

/** A screen as its checks see it. */
export interface FlowScreen extends Placed<Members> {
  readonly id: string;
  readonly terminal: boolean;
  /** All, those inside of others too. */
  readonly components: readonly Placed<Members>[];
  /** The actions of a press or a choice. */
  readonly actions: readonly Placed<Members>[];
}

const ACTION = /^on-(?:click|select|unselect)-action$/;

/** The screens of a flow's JSON; what is no object is left out. */
export function flowScreens(json: Members): FlowScreen[] {
  const screens: unknown = json['screens'];
  return placed(screens, 'screens').map(({ value, path }) => {
    const components = componentsOf(recordAt(value, 'layout')['children'], `${path}.layout.children`);
    const actions = components.flatMap((component) =>
      // A component inside of another has its actions to itself.
      Object.entries(component.value).flatMap(([name, member]) =>
        isNest(component.value, name) ? [] : actionsOf(name, member, memberPath(component.path, name)),
      ),
    );
    return {
      value,
      path,
      id: textAt(value, 'id') ?? '',
      terminal: value['terminal'] === true,
      components,
      actions,
    };
  });
}

/** The screens that a screen's actions lead to. */
export function nextScreens(screen: FlowScreen): Placed<string>[] {
  return screen.actions.flatMap(({ value, path }) => {
    const name = textAt(value['next'], 'name');
    if (value['name'] !== 'navigate' || name === undefined || textAt(value['next'], 'type') === 'plugin')
      return [];
    return isDynamic(name) ? [] : [{ value: name, path: `${path}.next.name` }];
  });
}

/** Whether a value is an expression, which takes the place of a value of any kind. */
export function isDynamic(value: unknown): boolean {
  return typeof value === 'string' && /^(?:\$\{.*\}|`.*`)$/s.test(value);
}

/** The lists of components inside of a component. */
export function nestedComponents({ value, path }: Placed<Members>): Placed[] {
  switch (value['type']) {
    case 'Form':
      return [{ value: value['children'], path: `${path}.children` }];
    case 'If':
      return ['then', 'else'].map((name) => ({ value: value[name], path: `${path}.${name}` }));
    case 'Switch':
      return Object.entries(recordAt(value, 'cases')).map(([name, list]) => ({
        value: list,
        path: `${path}.cases.${name}`,
      }));
    default:
      return [];
  }
}

function isNest({ type }: Members, name: string): boolean {
  if (type === 'Form') return name === 'children';
  if (type === 'If') return name === 'then' || name === 'else';
  return type === 'Switch' && name === 'cases';
}

function componentsOf(list: unknown, path: string): Placed<Members>[] {
  return placed(list, path).flatMap((component) => [
    component,
    ...nestedComponents(component).flatMap((nested) => componentsOf(nested.value, nested.path)),
  ]);
}

function actionsOf(name: string, value: unknown, path: string): Placed<Members>[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => actionsOf('', item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  if (ACTION.test(name)) return [{ value, path }];
  return Object.entries(value).flatMap(([key, member]) => actionsOf(key, member, memberPath(path, key)));
}

function placed(list: unknown, path: string): Placed<Members>[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown, index) =>
    isRecord(value) ? [{ value, path: `${path}[${index}]` }] : [],
  );
}
