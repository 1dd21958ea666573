import { accountBasics } from '../../engine/account/account-basics.js';
import type { AskedField } from '../../engine/common/asked-fields.js';
import { textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import type { Flow } from '../../engine/flows/flow-book.js';
import { accountHealth, numberHealth, type HealthStatus } from '../../engine/services/health-status.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import { appOf } from './apps/app-node.js';
import { queryText, type GraphRequest } from './routing/graph-call.js';
import type { GraphRouter } from './routing/graph-router.js';
import { edgePage } from './routing/paging.js';
import { ComputedField, narrowed, selectFields } from './routing/select-fields.js';

const CHOICE = { type: 'WhatsAppFlow', defaults: ['name', 'status', 'categories', 'validation_errors'] };
const ASSET = { type: 'WhatsAppFlowAsset', defaults: ['name', 'asset_type', 'download_url'], always: [] };
/** The lifetime of the address of a preview, in milliseconds. */
const PREVIEW_MS = 30 * 24 * 60 * 60 * 1000;
/** The figures that Meta has of a flow's endpoint; of the latencies there are further ones, by percentile. */
const METRICS =
  /^ENDPOINT_(?:REQUEST_COUNT|REQUEST_ERROR|REQUEST_ERROR_RATE|REQUEST_LATENCY_SECONDS_CEIL(?:_P\d\d)?|AVAILABILITY)$/;

/** A flow with the asked fields. @throws GraphApiError 100 for a field that it does not have */
export function flowNode(
  router: GraphRouter,
  flow: Flow,
  request: GraphRequest,
  asked: readonly AskedField[] | undefined,
): Readonly<Record<string, unknown>> {
  const { state } = router.engine;
  const { base } = state.mediaUrls;
  const date = (ms: number) => dateOf(ms, queryText(request, 'date_format'));
  const node = {
    id: flow.id,
    name: flow.name,
    status: flow.status,
    categories: flow.categories,
    validation_errors: flow.validationErrors,
    updated_at: flow.updatedAt === undefined ? undefined : date(flow.updatedAt),
    json_version: jsonMember(flow, 'version'),
    data_api_version: jsonMember(flow, 'data_api_version'),
    endpoint_uri: flow.endpointUri,
    data_channel_uri: flow.endpointUri,
    // Meta shows the flow there; the simulator shows its JSON.
    preview:
      flow.json === undefined
        ? undefined
        : { preview_url: jsonUrl(flow, base), expires_at: date(state.clock.now() + PREVIEW_MS) },
    whatsapp_business_account: accountBasics(state.options.businessAccountId),
    application: appOf(router),
    health_status: new ComputedField((field) => narrowed(healthOf(state, flow, field), field.fields)),
    metric: new ComputedField(metric),
    assets: new ComputedField((field) =>
      edgePage(request, flow.id, field, flowAssets(flow, base, field.fields)),
    ),
  };
  return selectFields(node, asked, CHOICE);
}

/** The files of a flow as they are asked for: its JSON, where it has any. @throws GraphApiError 100 for an unknown field */
export function flowAssets(
  flow: Flow,
  base: string,
  asked: readonly AskedField[] | undefined,
): Readonly<Record<string, unknown>>[] {
  if (flow.json === undefined) return [];
  const node = { name: 'flow.json', asset_type: 'FLOW_JSON', download_url: jsonUrl(flow, base) };
  return [selectFields(node, asked, ASSET)];
}

/** Whether messages with a flow can be sent: by the account, or by one of its numbers. */
function healthOf(
  state: SimulatorState,
  { id, status }: Flow,
  { arguments: given }: AskedField,
): HealthStatus {
  const number = given['phone_number'];
  const sender =
    number === undefined ? accountHealth(state) : numberHealth(state, state.phoneNumbers.get(number, 'GET'));
  const own = status === 'BLOCKED' ? 'BLOCKED' : status === 'THROTTLED' ? 'LIMITED' : 'AVAILABLE';
  return {
    can_send_message:
      own === 'AVAILABLE' || sender.can_send_message === 'BLOCKED' ? sender.can_send_message : own,
    entities: [{ entity_type: 'FLOW', id, can_send_message: own }, ...sender.entities],
  };
}

/** Figures of the endpoint: none are gathered here. @throws GraphApiError 100 for a figure that Meta does not have */
function metric({ arguments: given }: AskedField): Readonly<Record<string, unknown>> {
  const { name = '', granularity = 'DAY' } = given;
  if (METRICS.test(name) && /^(?:DAY|HOUR|LIFETIME)$/.test(granularity))
    return { granularity, name, data_points: [] };
  throw new GraphApiError({
    code: 100,
    details: 'Param metric needs name(ENDPOINT_…), and takes granularity(DAY), (HOUR) or (LIFETIME).',
  });
}

function jsonMember({ json }: Flow, name: string): string | undefined {
  try {
    return json === undefined ? undefined : textAt(JSON.parse(json), name);
  } catch {
    return undefined;
  }
}

/** Writes a time as `date_format` asks for it; that of PHP has U for seconds since 1970. */
function dateOf(ms: number, format: string | undefined): string | number {
  return format === 'U' ? Math.floor(ms / 1000) : new Date(ms).toISOString().replace(/\.\d+Z$/, '+0000');
}

function jsonUrl({ id }: Flow, base: string): string {
  return `${base}/simulator/flows/${id}/flow.json`;
}
