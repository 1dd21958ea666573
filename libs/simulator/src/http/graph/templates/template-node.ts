import type { TemplateBook } from '../../../engine/templates/template-book.js';
import type { TemplateDefinition } from '../../../engine/templates/template-definition.js';
import type { AskedField } from '../../../engine/common/asked-fields.js';
import { selectFields } from '../routing/select-fields.js';

const CHOICE = {
  type: 'WhatsAppMessageTemplate',
  defaults: ['name', 'parameter_format', 'components', 'language', 'status', 'category'],
};
/** The fields that are shown only where they were given. */
const UNSET = Object.fromEntries(
  [
    'ad_account_id',
    'ad_adset_id',
    'ad_campaign_id',
    'ad_id',
    'bid_spec',
    'correct_category',
    'creative_sourcing_spec',
    'cta_url_link_tracking_opted_out',
    'degrees_of_freedom_spec',
    'display_format',
    'is_primary_device_delivery_only',
    'last_updated_time',
    'sub_category',
  ].map((name) => [name, undefined]),
);

/** A template with the asked fields. @throws GraphApiError 100 for a field that it does not have */
export function templateNode(
  template: TemplateDefinition,
  asked: readonly AskedField[] | undefined,
): Readonly<Record<string, unknown>> {
  const { id } = template;
  const sendable = template.status === 'APPROVED' ? 'AVAILABLE' : 'BLOCKED';
  const node = {
    ...UNSET,
    ...template.further,
    id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    previous_category: template.previousCategory,
    parameter_format: template.parameterFormat,
    components: template.components,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.qualityScore, date: 0 },
    message_send_ttl_seconds: template.messageSendTtlSeconds,
    health_status: {
      can_send_message: sendable,
      entities: [{ entity_type: 'MESSAGE_TEMPLATE', id, can_send_message: sendable }],
    },
    library_template_name: template.libraryTemplateName,
  };
  return selectFields(node, asked, CHOICE);
}

/** The most templates of an account. */
const TEMPLATES_MAX = 6000;

/** The fields of the summary of a list of templates beside their number. */
export function templateSummary({ all }: TemplateBook): Readonly<Record<string, unknown>> {
  return {
    message_template_count: all.length,
    message_template_limit: TEMPLATES_MAX,
    are_translations_complete: all.every(({ status }) => status !== 'PENDING'),
  };
}
