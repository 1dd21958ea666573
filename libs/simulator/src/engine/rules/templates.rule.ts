import { recordAt, recordsAt, textAt } from '../common/is-record.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import { checkTemplateSend } from '../templates/check-template-send.js';
import type { SendRule } from './send-rule.js';

/** The first Graph version in which a template that is not for marketing has a code of its own on `/marketing_messages`. */
const MARKETING_CODES_SINCE = 23;

/** A template exists in its language, is approved, and gets the parameters it has. Refused at once, as 132xxx. */
export const templates: SendRule = {
  name: 'templates',
  refuse: ({ type, request, template, endpoint, version, state }) => {
    if (type !== 'template') return;
    const sent = recordAt(request, 'template');
    if (!template || template.status === 'PENDING' || template.status === 'REJECTED') {
      const language = textAt(recordAt(sent, 'language'), 'code');
      throw new GraphApiError({
        code: 132001,
        details: `template name (${textAt(sent, 'name')}) does not exist in ${language}`,
      });
    }
    if (template.status === 'PAUSED') {
      throw new GraphApiError({ code: 132015, details: 'The template is paused because of low quality.' });
    }
    if (template.status !== 'APPROVED') {
      throw new GraphApiError({ code: 132016, details: 'The template is disabled and cannot be sent.' });
    }
    if (endpoint === 'marketing_messages' && template.category !== 'MARKETING') {
      throw new GraphApiError({
        code: version >= MARKETING_CODES_SINCE ? 134100 : 131055,
        details: 'Only templates of the category MARKETING can be sent through this endpoint.',
      });
    }
    if (endpoint === 'messages' && template.category === 'MARKETING' && state.settings.marketingDisabled) {
      throw new GraphApiError({
        code: 131063,
        details: 'The account has disable_marketing_messages_on_cloud_api set: use /marketing_messages.',
      });
    }
    checkTemplateSend(template, recordsAt(sent, 'components'), version);
  },
};
