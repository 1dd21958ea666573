import { jsonPlaces } from './json-places.js';

/** Something that is wrong with a flow's JSON. */
export interface FlowJsonProblem {
  /** Meta's name for it. */
  readonly error: string;
  readonly message: string;
  /** The place: `screens[0].layout.children[0].type`. */
  readonly paths: readonly string[];
}

/** The place of a problem; lines and columns are counted from 1. */
interface Pointer {
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
}

/** One of `validation_errors`. */
export interface FlowValidationError extends Pointer {
  readonly error: string;
  readonly error_type: 'FLOW_JSON_ERROR';
  readonly message: string;
  readonly pointers: readonly (Pointer & { readonly path: string })[];
}

const BEGINNING: Pointer = { line_start: 1, line_end: 1, column_start: 1, column_end: 1 };

/** A problem at one place. */
export function problem(error: string, message: string, path: string): FlowJsonProblem {
  return { error, message, paths: [path] };
}

/** `validation_errors` as Meta answers them. @param text the JSON, where it can be read */
export function validationErrors(
  problems: readonly FlowJsonProblem[],
  text: string | undefined,
): FlowValidationError[] {
  if (problems.length === 0) return [];
  const pointerTo = pointers(text);
  return problems.map(({ error, message, paths }) => {
    const found = paths.map((path) => ({ ...pointerTo(path), path }));
    const { path: _, ...first } = found[0] ?? { ...BEGINNING, path: '' };
    return { error, error_type: 'FLOW_JSON_ERROR', message, ...first, pointers: found };
  });
}

function pointers(text: string | undefined): (path: string) => Pointer {
  if (text === undefined) return () => BEGINNING;
  const places = jsonPlaces(text);
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const placeOf = (offset: number) => {
    const line = lineStarts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
  };
  return (path) => {
    const place = places.get(path);
    if (!place) return BEGINNING;
    const [start, end] = [placeOf(place.key?.start ?? place.start), placeOf(place.end)];
    return { line_start: start.line, line_end: end.line, column_start: start.column, column_end: end.column };
  };
}
