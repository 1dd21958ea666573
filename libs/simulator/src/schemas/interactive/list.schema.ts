import { list, object, STRING, text, when } from '../shared/json-schema.js';
import { body, BUTTON_LABEL, header, interactiveMessage } from './shared.js';

const ROW = object({ id: text(200), title: text(24) }, { description: { ...STRING, maxLength: 72 } });

const SECTION = object({ rows: list(ROW) }, { title: { ...STRING, maxLength: 24 } });

/** Rules that hold over all sections: ten rows in total, ids differ, titles where there are several. */
const OVER_SECTIONS = {
  allOf: [{ maxTotal: { of: 'rows', max: 10 } }, { uniqueAt: ['rows', '*', 'id'] }],
  ...when({ minItems: 2 }, { items: { required: ['title'] } }),
};

/** A list of up to ten rows; its body may be longer (4096) than that of other kinds. */
export const listMessage = interactiveMessage('list', {
  header: header('text'),
  body: body(4096),
  action: object({ button: BUTTON_LABEL, sections: list(SECTION, 1, 10, OVER_SECTIONS) }),
});
