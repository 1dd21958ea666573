/** A name in a path is cut after this many characters: paths end up in logs, and a name may be as long as a message. */
const MAX_NAME = 64;

/** Puts a name behind a path: `interactive.action` and `name` make `interactive.action.name`. */
export function pathOfField(parent: string, name: string): string {
  const short = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
  return parent === '' ? short : `${parent}.${short}`;
}

/** Puts a place in a list behind a path: `buttons` and 2 make `buttons[2]`. */
export function pathOfItem(parent: string, index: number | string): string {
  return `${parent}[${index}]`;
}
