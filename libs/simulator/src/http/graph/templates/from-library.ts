import { isRecord, recordAt, textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { TemplateCategory } from '../../../engine/templates/template-definition.js';
import { libraryTemplate, type LibraryButton } from '../../../engine/templates/template-library.js';
import type { Part } from '../../../engine/templates/template-parts.js';

/**
 * The components of a template of Meta's library, with the business's own buttons.
 * @throws GraphApiError 100 for a name, a language or a category that the library does not have, or a missing button input
 */
export function fromLibrary(
  name: string,
  language: string,
  category: TemplateCategory,
  body: Part,
): readonly Part[] {
  const template = libraryTemplate(name, language);
  if (!template || template.category !== category) {
    throw refused(
      `Param library_template_name: the library has no ${category} template "${name}" in ${language}.`,
    );
  }
  if (category === 'AUTHENTICATION') return authentication(template.buttons ?? [], body);
  const inputs = buttonInputs(body['library_template_button_inputs']);
  const buttons = (template.buttons ?? []).map((button) => withInput(button, inputs));
  return [
    ...(template.header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: template.header }]),
    { type: 'BODY', text: template.body, example: { body_text: [template.body_params] } },
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
  ];
}

function authentication(buttons: readonly LibraryButton[], body: Part): readonly Part[] {
  const inputs = recordAt(body, 'library_template_body_inputs');
  const minutes = inputs['code_expiration_minutes'];
  return [
    { type: 'BODY', add_security_recommendation: inputs['add_security_recommendation'] === true },
    ...(minutes === undefined ? [] : [{ type: 'FOOTER', code_expiration_minutes: minutes }]),
    { type: 'BUTTONS', buttons },
  ];
}

/** The next input for a button's type is put into it; each is used once. */
function withInput(button: LibraryButton, inputs: Part[]): Part {
  const { type } = button;
  if (type !== 'URL' && type !== 'PHONE_NUMBER') return { ...button };
  const place = inputs.findIndex((one) => one['type'] === type);
  const [input] = place < 0 ? [] : inputs.splice(place, 1);
  const value = input?.[type === 'URL' ? 'url' : 'phone_number'];
  if (input === undefined || (typeof value !== 'string' && !isRecord(value))) {
    throw refused(
      `Param library_template_button_inputs: the button "${button.text}" needs one of type ${type}.`,
    );
  }
  return type === 'URL' ? { ...button, ...urlInput(value) } : { ...button, phone_number: value };
}

function urlInput(value: string | Part): Part {
  if (typeof value === 'string') return { url: value };
  const example = textAt(value, 'url_suffix_example');
  return { url: textAt(value, 'base_url') ?? '', ...(example === undefined ? {} : { example: [example] }) };
}

/** A list, or the JSON of one: Meta's own samples have both. */
function buttonInputs(given: unknown): Part[] {
  if (typeof given !== 'string') return Array.isArray(given) ? given.filter(isRecord) : [];
  try {
    const read: unknown = JSON.parse(given.replaceAll("'", '"'));
    if (Array.isArray(read)) return read.filter(isRecord);
  } catch {
    // Not JSON: refused below.
  }
  throw refused('Param library_template_button_inputs must be a list of button inputs, or the JSON of one.');
}

function refused(details: string): GraphApiError {
  return new GraphApiError({ code: 100, title: 'Invalid parameter', details });
}
