import { textAt } from '../common/is-record.js';
import { componentOf, definedButtons, type Part } from './template-parts.js';

/** Writes the `message_template_components_update` of a template's parts; those that it does not have are left out. */
export function componentsUpdate(components: readonly Part[]): Readonly<Record<string, unknown>> {
  const buttons = definedButtons(components).map((button) => {
    const [url, phone] = [textAt(button, 'url'), textAt(button, 'phone_number')];
    return {
      message_template_button_type: button['type'],
      message_template_button_text: button['text'],
      ...(url === undefined ? {} : { message_template_button_url: url }),
      ...(phone === undefined ? {} : { message_template_button_phone_number: phone }),
    };
  });
  return {
    ...textOf(components, 'header', 'message_template_title'),
    ...textOf(components, 'body', 'message_template_element'),
    ...textOf(components, 'footer', 'message_template_footer'),
    ...(buttons.length === 0 ? {} : { message_template_buttons: buttons }),
  };
}

function textOf(components: readonly Part[], type: string, name: string): Readonly<Record<string, string>> {
  const text = textAt(componentOf(components, type), 'text');
  return text === undefined ? {} : { [name]: text };
}
