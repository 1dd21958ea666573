import { errorText } from '../error-text.js';
import { ActionError } from '../engine/actions/action-error.js';
import type { Action } from '../engine/actions/person-action.js';
import type { FaultOrder } from '../engine/faults/fault-order.js';
import { BoundedList } from '../engine/history/bounded-list.js';
import type { PhoneNumberEntry } from '../engine/numbers/phone-number-book.js';
import type { Person, SimulatedPerson } from '../engine/people/person.js';
import { resolveRules, type RulesOption } from '../engine/rules/rule-switches.js';
import { exportState } from '../engine/snapshot/export-state.js';
import { importState } from '../engine/snapshot/import-state.js';
import type { SimulatorSnapshot } from '../engine/snapshot/simulator-snapshot.js';
import type { SimulatorEngine } from '../engine/simulator-engine.js';
import type { MediaItem } from '../engine/media/media-store.js';
import { askFlowEndpoint, type FlowAnswer } from '../http/flows/flow-endpoint.js';
import type { RefusedCall } from '../http/graph/refused-call.js';
import type { WebhookOutbox } from '../http/webhooks/webhook-outbox.js';
import type {
  ActionResult,
  ClockView,
  FaultView,
  FlowExchangeOrder,
  GroupView,
  MessageView,
  PersonView,
  RefusedRequestView,
  RulesView,
  SimulatorEvent,
  StateView,
  SubscriptionView,
  TemplateReview,
  TemplateView,
  WebhookView,
} from './api/index.js';
import { ControlError } from './control.error.js';
import { eventView } from './views/event-view.js';
import { messageView } from './views/message-view.js';
import { personView } from './views/person-view.js';
import { clockView, faultView, groupView, numberViews, templateView } from './views/state-views.js';
import { subscriptionView, webhookView } from './views/webhook-view.js';

const REFUSED_LIMIT = 500;
const MESSAGES_LIMIT = 200;
const WEBHOOKS_LIMIT = 200;

/** A person's action, and the business number it is about. */
export type ControlAction = Action & { readonly phoneNumberId?: string | undefined };

/**
 * Everything that can be done to a running simulator: the control API's routes and the test that embeds it both come here.
 * @publicApi
 */
export class SimulatorControl {
  private readonly refusals = new BoundedList<RefusedRequestView>(REFUSED_LIMIT);

  constructor(
    private readonly engine: SimulatorEngine,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** How the simulator stands, without people and messages. */
  state(): StateView {
    const { state } = this.engine;
    return {
      businessAccountId: state.options.businessAccountId,
      seed: state.random.seed,
      clock: this.clock(),
      phoneNumbers: numberViews(state),
      rules: { ...state.rules },
      faults: this.faults(),
      subscriptions: this.subscriptions(),
      acceptedMessages: state.messages.total,
    };
  }

  /** Known people first, then the strangers met last. */
  people(): PersonView[] {
    const { state } = this.engine;
    return state.people.list().map((person) => personView(person, state));
  }

  /** @param id user id, or phone number with or without `+` @throws ControlError for an unknown one */
  person(id: string): PersonView {
    return personView(this.find(id), this.engine.state);
  }

  /** @throws ControlError without a number and an id */
  addPerson(described: SimulatedPerson): PersonView {
    const { people, events } = this.engine.state;
    if (described.phoneNumber === undefined && described.userId === undefined) {
      throw new ControlError('A person needs a phoneNumber ("+16505551234") or a userId ("US.1349…").');
    }
    const person = people.add(described);
    events.tell({ name: 'person', about: person });
    return this.person(person.userId);
  }

  /** Switches something about a person; who comes online gets what waited. @throws ControlError for an unknown one */
  updatePerson(id: string, changes: Omit<SimulatedPerson, 'phoneNumber' | 'userId'>): PersonView {
    const { people, events } = this.engine.state;
    const person = this.find(id);
    const wasOnline = person.online;
    people.update(person, changes);
    if (person.online && !wasOnline) this.engine.lifecycle.deliverWaiting(person);
    events.tell({ name: 'person', about: person });
    return this.person(person.userId);
  }

  /** @throws ControlError for an unknown person */
  removePerson(id: string): void {
    const { people, events } = this.engine.state;
    const person = this.find(id);
    people.remove(person);
    events.tell({ name: 'personRemoved', about: { userId: person.userId } });
  }

  /** The newest messages with a person, oldest first. @throws ControlError for an unknown person */
  messages(
    id: string,
    query: { readonly phoneNumberId?: string; readonly limit?: number } = {},
  ): MessageView[] {
    const { state } = this.engine;
    const records = state.history.with(this.find(id), query.phoneNumberId);
    return records.slice(-(query.limit ?? MESSAGES_LIMIT)).map((record) => messageView(record, state));
  }

  /** @throws ControlError for an unknown message */
  message(id: string): MessageView {
    const record = this.engine.state.history.get(id);
    if (!record) throw new ControlError(`There is no message ${id} in the history.`, 404);
    return messageView(record, this.engine.state);
  }

  /**
   * Lets a person act; resolves when the webhooks about it had their first try.
   * @throws ControlError for an unknown person, number, message, button, …
   */
  async act(id: string, { phoneNumberId, ...action }: ControlAction): Promise<ActionResult> {
    const person = this.find(id);
    try {
      const outcome = await this.engine.actor.act(person, this.number(phoneNumberId), action);
      const { messageId, callId, webhookIds } = outcome;
      return {
        ...(messageId === undefined ? {} : { messageId }),
        ...(callId === undefined ? {} : { callId }),
        webhookIds,
      };
    } catch (error) {
      throw error instanceof ActionError ? new ControlError(error.message) : error;
    }
  }

  faults(): FaultView[] {
    return this.engine.state.faults.all.map(faultView);
  }

  /** @throws ControlError for figures that make no sense */
  addFault(order: FaultOrder): FaultView {
    const { faults, events } = this.engine.state;
    try {
      const fault = faultView(faults.add(order));
      events.tell({ name: 'faults', about: undefined });
      return fault;
    } catch (error) {
      throw new ControlError(errorText(error));
    }
  }

  /** @throws ControlError for an unknown fault */
  removeFault(id: string): void {
    if (!this.engine.state.faults.remove(id)) throw new ControlError(`There is no fault ${id}.`, 404);
    this.engine.state.events.tell({ name: 'faults', about: undefined });
  }

  clearFaults(): void {
    this.engine.state.faults.clear();
    this.engine.state.events.tell({ name: 'faults', about: undefined });
  }

  clock(): ClockView {
    return clockView(this.engine.state);
  }

  /** Moves the clock on; resolves when all that fell due has happened. @throws ControlError for a negative time */
  async advance(ms: number): Promise<ClockView> {
    if (!(ms >= 0)) throw new ControlError(`The clock only goes forwards: ms must be 0 or more, got ${ms}.`);
    await this.engine.state.clock.advance(ms);
    return this.clockChanged();
  }

  /** @throws ControlError for a negative speed */
  setSpeed(speed: number): ClockView {
    if (!(speed >= 0)) throw new ControlError(`The speed must be 0 or more, got ${speed}.`);
    this.engine.state.clock.setSpeed(speed);
    return this.clockChanged();
  }

  /** Switches rules: all at once, or single ones. */
  setRules(option: RulesOption): RulesView {
    const { state } = this.engine;
    state.rules = resolveRules(option, state.rules);
    state.events.tell({ name: 'rules', about: undefined });
    return { ...state.rules };
  }

  /** The newest webhooks, newest first. */
  webhooks(limit = WEBHOOKS_LIMIT): WebhookView[] {
    return this.outbox.deliveries.slice(-limit).toReversed().map(webhookView);
  }

  /** @throws ControlError for an unknown webhook */
  webhook(id: string): WebhookView {
    const delivery = this.outbox.find(id);
    if (!delivery) throw new ControlError(`There is no webhook ${id} in the log.`, 404);
    return webhookView(delivery);
  }

  /** Sends a webhook once more, as it was. @throws ControlError for an unknown one */
  async redeliver(id: string): Promise<WebhookView> {
    this.webhook(id);
    return webhookView(await this.outbox.redeliver(id));
  }

  /** Posts any payload as a signed webhook. */
  async deliver(payload: Readonly<Record<string, unknown>>): Promise<WebhookView[]> {
    return (await this.outbox.post(payload)).map(webhookView);
  }

  subscriptions(): SubscriptionView[] {
    return this.outbox.subscriptions.map(subscriptionView);
  }

  /** Where the first app's webhooks go from now on; `null`: nowhere. */
  setWebhookUrl(url: string | null): SubscriptionView[] {
    this.outbox.subscriptions[0].url = url ?? undefined;
    this.engine.state.events.tell({ name: 'subscriptions', about: undefined });
    return this.subscriptions();
  }

  templates(): TemplateView[] {
    return this.engine.state.templates.all.map(templateView);
  }

  /** Decides about a template as Meta would; resolves when the business has been told. @throws ControlError for an unknown one */
  async reviewTemplate(id: string, review: TemplateReview): Promise<TemplateView> {
    const template = this.engine.state.templates.get(id);
    if (!template) throw new ControlError(`There is no template ${id}.`, 404);
    await this.engine.reviews.decide(template, review);
    return templateView(template);
  }

  /** The groups that the business has opened. */
  groups(): GroupView[] {
    return this.engine.state.groups.all.map(groupView);
  }

  /**
   * Lets a person follow a group's invite link, or leave.
   * @throws ControlError for an unknown group or person, or a full group
   */
  async changeMembership(groupId: string, personId: string, change: 'join' | 'leave'): Promise<GroupView> {
    const group = this.engine.state.groups.find(groupId);
    if (!group) throw new ControlError(`There is no group ${groupId}.`, 404);
    try {
      await this.engine.membership[change](group, this.find(personId));
    } catch (error) {
      throw new ControlError(errorText(error));
    }
    return groupView(group);
  }

  /**
   * Asks the endpoint of a flow that a person has opened, encrypted as WhatsApp does it.
   * @throws ControlError for an unknown flow, one without an endpoint, or a business without a public key
   */
  async exchangeFlow(order: FlowExchangeOrder): Promise<FlowAnswer> {
    const { flows, settings } = this.engine.state;
    const flow = flows.find(order.flowId);
    const { publicKey } = settings.of(this.number(order.phoneNumberId).number.id);
    if (flow?.endpointUri === undefined) {
      throw new ControlError(`There is no flow ${order.flowId} with an endpoint_uri.`, 404);
    }
    if (publicKey === undefined) {
      throw new ControlError(
        'The business has no public key: POST it to whatsapp_business_encryption first.',
      );
    }
    const { action, screen, data, flowToken } = order;
    const payload = {
      version: '3.0',
      action,
      ...(screen === undefined ? {} : { screen }),
      ...(data ? { data } : {}),
    };
    return askFlowEndpoint(
      flow.endpointUri,
      { ...payload, ...(flowToken === undefined ? {} : { flow_token: flowToken }) },
      { publicKey, appSecret: this.outbox.subscriptions[0].appSecret },
    );
  }

  /** The text of a flow's JSON. @throws ControlError for an unknown flow */
  flowJson(flowId: string): string {
    const json = this.engine.state.flows.find(flowId)?.json;
    if (json === undefined) throw new ControlError(`There is no flow ${flowId} with a flow.json.`, 404);
    return json;
  }

  /** The newest refused Graph calls, newest first. */
  refused(): RefusedRequestView[] {
    return this.refusals.toArray().toReversed();
  }

  /** Keeps a refused Graph call for people to see. */
  noteRefused({ method, path, error, request }: RefusedCall): void {
    this.refusals.add({
      at: this.clock().now,
      method,
      path,
      httpStatus: error.httpStatus,
      code: error.code,
      message: error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
      ...(request === undefined ? {} : { request }),
    });
    this.engine.state.events.tell({ name: 'refused', about: undefined });
  }

  /** The state as JSON, to be imported later or elsewhere. What is on its way is no part of it. */
  exportState(): SimulatorSnapshot {
    return exportState(this.engine.state);
  }

  /** Puts a state in place of all that there is. @throws ControlError for one that cannot be read */
  importState(snapshot: SimulatorSnapshot): void {
    try {
      importState(this.engine.state, snapshot);
    } catch (error) {
      throw new ControlError(`The state cannot be imported: ${errorText(error)}`);
    }
    for (const person of this.engine.state.people.known) {
      if (person.online) this.engine.lifecycle.deliverWaiting(person);
    }
  }

  /** A file, uploaded or sent by a person. @throws ControlError for an unknown or expired one */
  media(id: string): MediaItem {
    const { media, clock } = this.engine.state;
    const item = media.find(id, clock.now());
    if (!item) throw new ControlError(`There is no media ${id}, or it has expired.`, 404);
    return item;
  }

  /** Tells what happens from now on. @returns ends it */
  listen(listener: (event: SimulatorEvent) => void): () => void {
    return this.engine.state.events.listen((event) => {
      const view = eventView(event, this);
      if (view) listener(view);
    });
  }

  private clockChanged(): ClockView {
    this.engine.state.events.tell({ name: 'clock', about: undefined });
    return this.clock();
  }

  private find(id: string): Person {
    const person = this.engine.state.people.find(id);
    if (person) return person;
    throw new ControlError(
      `There is nobody with the id or phone number "${id}": add the person first, or send them a message.`,
      404,
    );
  }

  private number(id: string | undefined): PhoneNumberEntry {
    const { phoneNumbers } = this.engine.state;
    const entry = phoneNumbers.find(id ?? phoneNumbers.ids[0] ?? '');
    if (entry) return entry;
    throw new ControlError(
      `There is no business number ${id}. There are: ${phoneNumbers.ids.join(', ')}.`,
      404,
    );
  }
}
