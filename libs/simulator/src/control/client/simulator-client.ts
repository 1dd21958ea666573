import type {
  ActionResult,
  CallView,
  BusinessNumberChanges,
  BusinessNumberView,
  ClockView,
  FaultView,
  FlowExchangeOrder,
  FlowExchangeResult,
  FlowView,
  GroupView,
  MessageView,
  NewFault,
  NewPerson,
  PersonAction,
  PersonChanges,
  PersonView,
  RefusedRequestView,
  RulesView,
  SimulatorEvent,
  StateView,
  SubscriptionView,
  TemplateReview,
  TemplateView,
  WebhookView,
} from '../api/index.js';
import { readEvents } from './read-events.js';
import { SimulatorRequest } from './simulator-request.js';

/** A filter for the newest messages of a conversation. */
export interface MessagesQuery {
  readonly phoneNumberId?: string;
  /** The newest so many. @default 200 */
  readonly limit?: number;
}

/** The options of a client of the control API. */
export interface SimulatorClientOptions {
  /** The token of the control API: `controlToken` of the simulator, printed at start. @default none */
  readonly token?: string | undefined;
}

/** Everything that the control API does, over HTTP; runs in Node.js and in browsers. */
export interface SimulatorClient {
  state(): Promise<StateView>;
  /** Changes a business number: its quality, its limits, what keeps it from sending. */
  updatePhoneNumber(phoneNumberId: string, changes: BusinessNumberChanges): Promise<BusinessNumberView>;
  people(): Promise<PersonView[]>;
  person(personId: string): Promise<PersonView>;
  addPerson(person: NewPerson): Promise<PersonView>;
  updatePerson(personId: string, changes: PersonChanges): Promise<PersonView>;
  removePerson(personId: string): Promise<void>;
  /** The messages with a person, oldest first. */
  messages(personId: string, query?: MessagesQuery): Promise<MessageView[]>;
  message(messageId: string): Promise<MessageView>;
  /** Lets a person act; resolves when the webhooks about it had their first try. */
  act(personId: string, action: PersonAction): Promise<ActionResult>;
  /** The newest calls, oldest first. */
  calls(): Promise<CallView[]>;
  faults(): Promise<FaultView[]>;
  addFault(fault: NewFault): Promise<FaultView>;
  removeFault(faultId: string): Promise<void>;
  clearFaults(): Promise<void>;
  clock(): Promise<ClockView>;
  /** Moves the clock on; resolves when all that fell due has happened. */
  advance(ms: number): Promise<ClockView>;
  setSpeed(speed: number): Promise<ClockView>;
  setRules(rules: Partial<RulesView> | 'meta' | 'lenient'): Promise<RulesView>;
  /** The newest webhooks, newest first. */
  webhooks(limit?: number): Promise<WebhookView[]>;
  webhook(webhookId: string): Promise<WebhookView>;
  redeliver(webhookId: string): Promise<WebhookView>;
  /** Posts any payload as a signed webhook. */
  deliver(payload: Readonly<Record<string, unknown>>): Promise<WebhookView[]>;
  subscriptions(): Promise<SubscriptionView[]>;
  setWebhookUrl(url: string | null): Promise<SubscriptionView[]>;
  templates(): Promise<TemplateView[]>;
  reviewTemplate(templateId: string, review: TemplateReview): Promise<TemplateView>;
  groups(): Promise<GroupView[]>;
  /** The messages in a group, oldest first. */
  groupMessages(groupId: string, limit?: number): Promise<MessageView[]>;
  /** Lets a person follow the invite link. */
  joinGroup(groupId: string, personId: string): Promise<GroupView>;
  leaveGroup(groupId: string, personId: string): Promise<GroupView>;
  /** Asks the endpoint of a flow, encrypted as WhatsApp does. */
  exchangeFlow(order: FlowExchangeOrder): Promise<FlowExchangeResult>;
  /** Decides about a published flow as Meta would. */
  reviewFlow(flowId: string, status: 'PUBLISHED' | 'THROTTLED' | 'BLOCKED'): Promise<FlowView>;
  /** The JSON of a flow's screens. */
  flowJson(flowId: string): Promise<unknown>;
  /** The newest refused Graph calls, newest first. */
  refused(): Promise<RefusedRequestView[]>;
  /** Returns the URL of a media id's bytes, which needs no token. */
  mediaUrl(mediaId: string): string;
  /** The address of the file that the link of a message gave, for pages to show it. */
  linkedMediaUrl(link: string): string;
  exportState(): Promise<unknown>;
  importState(state: unknown): Promise<void>;
  /** Yields events as they happen, until the signal aborts. */
  events(signal?: AbortSignal): AsyncIterable<SimulatorEvent>;
}

/**
 * A client of a simulator's control API.
 * @param url the simulator's address, `http://127.0.0.1:4000`; in a page that it serves: `location.origin`
 * @param options the control token, where the simulator asks for one
 * @throws SimulatorRequestError from each method where the simulator refuses
 */
export function createSimulatorClient(url: string, { token }: SimulatorClientOptions = {}): SimulatorClient {
  const api = new SimulatorRequest(url, token);
  return {
    state: () => api.get('/state'),
    updatePhoneNumber: (id, changes) =>
      api.send('PATCH', `/phone-numbers/${encodeURIComponent(id)}`, changes),
    people: () => api.get('/people'),
    person: (id) => api.get(person(id)),
    addPerson: (body) => api.send('POST', '/people', body),
    updatePerson: (id, changes) => api.send('PATCH', person(id), changes),
    removePerson: (id) => api.send('DELETE', person(id)),
    messages: (id, query = {}) => api.get(`${person(id)}/messages`, { ...query }),
    message: (id) => api.get(`/messages/${encodeURIComponent(id)}`),
    act: (id, action) => api.send('POST', `${person(id)}/actions`, action),
    calls: () => api.get('/calls'),
    faults: () => api.get('/faults'),
    addFault: (fault) => api.send('POST', '/faults', fault),
    removeFault: (id) => api.send('DELETE', `/faults/${encodeURIComponent(id)}`),
    clearFaults: () => api.send('DELETE', '/faults'),
    clock: () => api.get('/clock'),
    advance: (ms) => api.send('POST', '/clock/advance', { ms }),
    setSpeed: (speed) => api.send('PUT', '/clock', { speed }),
    setRules: (rules) => api.send('PUT', '/rules', typeof rules === 'string' ? { preset: rules } : rules),
    webhooks: (limit) => api.get('/webhooks', limit === undefined ? {} : { limit }),
    webhook: (id) => api.get(`/webhooks/${encodeURIComponent(id)}`),
    redeliver: (id) => api.send('POST', `/webhooks/${encodeURIComponent(id)}/redeliver`),
    deliver: (payload) => api.send('POST', '/webhooks', payload),
    subscriptions: () => api.get('/subscriptions'),
    setWebhookUrl: (webhookUrl) => api.send('PUT', '/subscriptions', { url: webhookUrl }),
    templates: () => api.get('/templates'),
    reviewTemplate: (id, review) => api.send('POST', `/templates/${encodeURIComponent(id)}/review`, review),
    groups: () => api.get('/groups'),
    groupMessages: (id, limit) =>
      api.get(`/groups/${encodeURIComponent(id)}/messages`, limit === undefined ? {} : { limit }),
    joinGroup: (groupId, personId) => api.send('PUT', participant(groupId, personId)),
    leaveGroup: (groupId, personId) => api.send('DELETE', participant(groupId, personId)),
    exchangeFlow: (order) => api.send('POST', '/flows/exchange', order),
    reviewFlow: (id, status) => api.send('POST', `/flows/${encodeURIComponent(id)}/review`, { status }),
    flowJson: (id) => api.get(`/flows/${encodeURIComponent(id)}/flow.json`),
    refused: () => api.get('/refused'),
    mediaUrl: (id) => api.link(`/media/${encodeURIComponent(id)}`),
    linkedMediaUrl: (link) => api.link('/linked-media', { link }),
    exportState: () => api.get('/export'),
    importState: (state) => api.send('POST', '/import', state),
    events: (signal) => readEvents(api.address('/events'), api.headers, signal),
  };
}

function person(id: string): string {
  return `/people/${encodeURIComponent(id)}`;
}

function participant(groupId: string, personId: string): string {
  return `/groups/${encodeURIComponent(groupId)}/participants/${encodeURIComponent(personId)}`;
}
