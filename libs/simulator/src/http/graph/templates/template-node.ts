import type { TemplateDefinition } from '../../../engine/templates/template-definition.js';
import { selectFields } from '../select-fields.js';

const DEFAULT_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];

/** A template with the asked fields. @throws GraphApiError 100 for a field that it does not have */
export function templateNode(
  template: TemplateDefinition,
  fields: string | undefined,
): Readonly<Record<string, unknown>> {
  const { id } = template;
  const sendable = template.status === 'APPROVED' ? 'AVAILABLE' : 'BLOCKED';
  const node = {
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
    sub_category: undefined,
    health_status: {
      can_send_message: sendable,
      entities: [{ entity_type: 'MESSAGE_TEMPLATE', id, can_send_message: sendable }],
    },
    library_template_name: template.libraryTemplateName,
    last_updated_time: undefined,
    correct_category: undefined,
    cta_url_link_tracking_opted_out: undefined,
  };
  return selectFields(node, 'WhatsAppMessageTemplate', fields, DEFAULT_FIELDS);
}
