import { accountBasics } from '../../engine/account/account-basics.js';
import { BUSINESS } from '../../engine/account/business.js';
import type { AskedField } from '../../engine/common/asked-fields.js';
import { accountHealth } from '../../engine/services/health-status.js';
import { ACCOUNT_ANALYTICS } from './analytics/account-analytics.js';
import { subscribedApps } from './apps/app-node.js';
import { flowNode } from './flow-node.js';
import type { GraphRequest } from './routing/graph-call.js';
import type { GraphRouter } from './routing/graph-router.js';
import { numberNode } from './number-node.js';
import { edgePage } from './routing/paging.js';
import { ComputedField, selectFields, type NodeFields } from './routing/select-fields.js';
import { templateNode, templateSummary } from './templates/template-node.js';

type Asked = readonly AskedField[] | undefined;

/** Fields that Meta has and the simulator has nothing for. */
const UNSET = Object.fromEntries(
  [
    'audiences',
    'auth_international_rate_eligibility',
    'creation_time',
    'dcc_config',
    'is_shared_with_partners',
    'linked_commerce_account',
    'on_behalf_of_business_info',
    'primary_business_location',
    'primary_funding_id',
    'purchase_order_number',
    'schedules',
  ].map((name) => [name, undefined]),
);
const CHOICE = {
  type: 'WhatsAppBusinessAccount',
  defaults: ['name', 'currency', 'timezone_id', 'message_template_namespace'],
};

/**
 * An account of the business with the asked fields.
 * @param id the account that sends, or a further one, of which less is known
 * @throws GraphApiError 100 for a field that it does not have
 */
export function accountNode(
  router: GraphRouter,
  request: GraphRequest,
  asked: Asked,
  id: string = router.engine.state.options.businessAccountId,
): NodeFields {
  const { state } = router.engine;
  const { settings } = state;
  const [firstId = ''] = state.phoneNumbers.ids;
  const node = {
    ...UNSET,
    ...accountBasics(id),
    account_review_status: 'APPROVED',
    business_verification_status: 'VERIFIED',
    country: 'US',
    ownership_type: 'SELF_OWNED',
    owner_business_info: BUSINESS,
    owner_business: BUSINESS,
    marketing_messages_onboarding_status: 'ONBOARDED',
    marketing_messages_lite_api_status: 'ONBOARDED',
    whatsapp_business_manager_messaging_limit: state.phoneNumbers.find(firstId)?.number.messagingLimitTier,
    health_status: accountHealth(state),
    is_enabled_for_insights: settings.insightsEnabled,
    disable_marketing_messages_on_cloud_api: settings.marketingDisabled,
    template_auto_archival_enabled: settings.further['template_auto_archival_enabled'] === true,
    degrees_of_freedom_spec: settings.further['degrees_of_freedom_spec'],
    status: 'ACTIVE',
    ...analytics(router),
    ...edges(router, request, id),
  };
  return selectFields(node, asked, CHOICE);
}

function analytics(router: GraphRouter): NodeFields {
  return Object.fromEntries(
    Object.entries(ACCOUNT_ANALYTICS).map(([name, figure]) => [
      name,
      new ComputedField((asked) => figure(router, asked.arguments)),
    ]),
  );
}

/** The edges of the account, each as a page; a further account has templates only. */
function edges(router: GraphRouter, request: GraphRequest, id: string): NodeFields {
  const { state } = router.engine;
  const own = id === state.options.businessAccountId;
  const templates = own ? state.templates : state.furtherAccounts.get(id);
  const edge = (items: (asked: Asked) => NodeFields[], summary?: NodeFields) =>
    new ComputedField((field) => edgePage(request, id, field, items(field.fields), summary));
  return {
    message_templates: edge(
      (asked) => (templates?.all ?? []).map((template) => templateNode(template, asked)),
      templates && templateSummary(templates),
    ),
    phone_numbers: edge((asked) => (own ? numberNodes(router, request, asked) : [])),
    flows: edge((asked) =>
      own ? state.flows.all.map((flow) => flowNode(router, flow, request, asked)) : [],
    ),
    subscribed_apps: edge((asked) => (own ? subscribedApps(router, asked) : [])),
  };
}

/** The numbers of the account, each as it is asked for. @throws GraphApiError 100 for an unknown field */
export function numberNodes(router: GraphRouter, request: GraphRequest, asked: Asked): NodeFields[] {
  const { phoneNumbers } = router.engine.state;
  return phoneNumbers.ids.map((id) => numberNode(router, phoneNumbers.get(id, 'GET'), request, asked));
}
