import { recordsIn } from '../../common/internal.js';
import { textOf, type JsonPart } from '../definition/message-template.js';
import { areNamed, placeholdersOf } from '../definition/placeholders.js';

/** The characters that Meta accepts in the name of a variable. */
const NAME = /^[a-z0-9_]+$/;

/** The variables of one text of a definition. */
interface Variables {
  /** `body`, or `header of card 1`. */
  readonly where: string;
  readonly names: readonly string[];
  /** Addresses have numbers also where the texts have names. */
  readonly isAddress?: boolean;
}

/**
 * Warns of variables in a new definition that Meta will read otherwise than they were meant: names
 * in a template whose `parameter_format` is not `NAMED`, numbers in one where it is, and names of
 * other characters than it takes. Texts are not repeated.
 */
export function variableWarnings(components: unknown, parameterFormat: unknown): string[] {
  const isNamed = String(parameterFormat).toUpperCase() === 'NAMED';
  return variablesOf(recordsIn(components), '').flatMap(({ where, names, isAddress = false }) => {
    const list = names.map((name) => `{{${name}}}`).join(', ');
    const odd = names.filter((name) => !NAME.test(name));
    return [
      ...(areNamed(names) && !isNamed
        ? [
            `the ${where} has variables with names (${list}), which Meta refuses unless the template has parameter_format: 'NAMED'`,
          ]
        : []),
      ...(isNamed && !isAddress && names.some((name) => /^\d+$/.test(name))
        ? [`the ${where} has numbered variables (${list}), which Meta refuses with parameter_format: 'NAMED'`]
        : []),
      ...(odd.length > 0
        ? [
            `the ${where} has variables (${odd.map((name) => `{{${name}}}`).join(', ')}) whose names Meta refuses: it takes lower-case letters, digits and _`,
          ]
        : []),
    ];
  });
}

function variablesOf(components: readonly JsonPart[], ofCard: string): Variables[] {
  return components.flatMap((component) => {
    const type = textOf(component, 'type')?.toLowerCase() ?? '';
    const names = placeholdersOf(textOf(component, 'text') ?? '');
    return [
      ...(names.length > 0 ? [{ where: `${type}${ofCard}`, names }] : []),
      ...recordsIn(component['buttons']).flatMap((button, index) => {
        const inAddress = placeholdersOf(textOf(button, 'url') ?? '');
        const where = `address of button ${index + 1}${ofCard}`;
        return inAddress.length > 0 ? [{ where, names: inAddress, isAddress: true }] : [];
      }),
      ...recordsIn(component['cards']).flatMap(({ components: parts }, index) =>
        variablesOf(recordsIn(parts), ` of card ${index + 1}`),
      ),
    ];
  });
}
