import { isRecord, recordAt } from '../../common/is-record.js';
import { shapeProblems, pathText } from './check-shape.js';
import { FLOW_COMPONENTS, hasSince } from './flow-components.js';
import type { FlowJsonProblem } from './flow-json-problem.js';
import { nestedComponents, type FlowScreen, type Placed } from './flow-screen.js';

/** The most of a component on a screen; branches of `If` and `Switch` are counted for themselves. */
const MOST: Readonly<Record<string, number>> = { Footer: 1, EmbeddedLink: 2, Image: 3, OptIn: 5 };
const MOST_ERROR: Readonly<Record<string, string>> = {
  Footer: 'MAX_FOOTER_PER_SCREEN',
  EmbeddedLink: 'MAX_EMBEDDED_LINK_PER_SCREEN',
  Image: 'MAX_IMAGE_PER_SCREEN',
  OptIn: 'MAX_OPT_IN_PER_SCREEN',
};

/** Checks the components of a screen. */
export function componentProblems(screen: FlowScreen, version: string): FlowJsonProblem[] {
  return [
    ...screen.components.flatMap((component) => ofComponent(component, version)),
    ...duplicateNames(screen),
    ...tooMany(screen),
  ];
}

function ofComponent(
  component: Placed<Readonly<Record<string, unknown>>>,
  version: string,
): FlowJsonProblem[] {
  const { value, path } = component;
  const { type } = value;
  if (type === undefined) {
    const message = "Required property 'type' is missing.";
    return [{ error: 'MISSING_REQUIRED_TYPE_PROPERTY', message, paths: [path] }];
  }
  const name = typeof type === 'string' && Object.hasOwn(FLOW_COMPONENTS, type) ? type : '';
  const shape = FLOW_COMPONENTS[name];
  if (!shape || !hasSince(version, shape.since)) {
    const paths = [`${path}.type`];
    const message = `Invalid value found for property 'type' at '${pathText(path)}'.`;
    return [{ error: 'INVALID_PROPERTY_VALUE', message, paths }];
  }
  const optional = { type: 'string', visible: 'boolean', ...shape.optional } as const;
  return [
    ...shapeProblems(component, { name, required: shape.required, optional }),
    ...(type === 'Footer' ? captionProblems(component) : []),
    ...nestedComponents(component).flatMap(({ value: list, path: at }) => notObjects(list, at)),
  ];
}

/** The entries of a list of components that are none. */
export function notObjects(list: unknown, path: string): FlowJsonProblem[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index): FlowJsonProblem[] => {
    if (isRecord(item)) return [];
    const at = `${path}[${index}]`;
    const message = `Expected property '${pathText(at)}' to be of type object, but found ${item === null ? 'null' : typeof item}.`;
    return [{ error: 'INVALID_PROPERTY_TYPE', message, paths: [at] }];
  });
}

function captionProblems({ value, path }: Placed<Readonly<Record<string, unknown>>>): FlowJsonProblem[] {
  const [left, center, right] = ['left', 'center', 'right'].map(
    (side) => value[`${side}-caption`] !== undefined,
  );
  if (center === true && (left === true || right === true)) {
    const message =
      "Properties 'center-caption' and [left-caption,right-caption] must be present exclusively at Footer.";
    return [{ error: 'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED', message, paths: [path] }];
  }
  if (left === right) return [];
  const [wanted, present] = left === true ? ['right', 'left'] : ['left', 'right'];
  const message = `Footer should have property ${wanted}-caption when property ${present}-caption is present.`;
  return [{ error: 'INVALID_DEPENDENCIES', message, paths: [path] }];
}

function duplicateNames({ components }: FlowScreen): FlowJsonProblem[] {
  const seen = new Set<unknown>();
  return components.flatMap(({ value, path }): FlowJsonProblem[] => {
    const { name, type } = value;
    if (typeof name !== 'string' || type === 'Form' || type === 'NavigationList') return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = `Duplicate name found for Form components: ${name}.`;
    return [{ error: 'DUPLICATE_FORM_COMPONENT_NAMES', message, paths: [`${path}.name`] }];
  });
}

function tooMany({ value, path }: FlowScreen): FlowJsonProblem[] {
  const children = recordAt(value, 'layout')['children'];
  const types = outsideOfBranches(children);
  return Object.entries(MOST).flatMap(([type, most]): FlowJsonProblem[] => {
    const count = types.filter((one) => one === type).length;
    if (count <= most) return [];
    const message = `Maximum number of ${type} allowed per screen is ${most} but found ${count}.`;
    return [{ error: MOST_ERROR[type] ?? '', message, paths: [path] }];
  });
}

function outsideOfBranches(list: unknown): unknown[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const type = isRecord(item) ? item['type'] : undefined;
    return type === 'Form' && isRecord(item) ? outsideOfBranches(item['children']) : [type];
  });
}
