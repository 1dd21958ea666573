import type { FaultOrder } from '../../engine/faults/fault-order.js';
import type { LinkedFile } from '../../engine/media/link-cache.js';
import type { MediaItem } from '../../engine/media/media-store.js';
import type { SimulatedPerson } from '../../engine/people/person.js';
import type { FlowReviewResult } from '../../engine/services/flow-reviews.js';
import type { RulesOption } from '../../engine/state/rule-switches.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import type { SimulatorSnapshot } from '../../engine/snapshot/simulator-snapshot.js';
import type { FlowAnswer } from '../../http/flows/flow-endpoint.js';
import type { RefusedCall } from '../../http/graph/routing/refused-call.js';
import type { WebhookOutbox } from '../../http/webhooks/webhook-outbox.js';
import type * as Api from '../api/index.js';
import type { ControlAction } from './control-action.js';
import { CallsControl } from './calls.control.js';
import { ClockControl } from './clock.control.js';
import { ConversationsControl } from './conversations.control.js';
import { FaultsControl } from './faults.control.js';
import { FlowsControl } from './flows.control.js';
import { GroupsControl } from './groups.control.js';
import { PeopleControl } from './people.control.js';
import { PhoneNumbersControl } from './phone-numbers.control.js';
import { RefusedCallsControl } from './refused-calls.control.js';
import { StateControl } from './state.control.js';
import { TemplatesControl } from './templates.control.js';
import { WebhooksControl } from './webhooks.control.js';
import { eventView } from '../views/event-view.js';

/**
 * Everything that can be done to a running simulator: the control API's routes and the test that embeds it both come
 * here. How it is done is in `features`.
 * @publicApi
 */
export class SimulatorControl {
  private readonly callLog: CallsControl;
  private readonly clocks: ClockControl;
  private readonly conversations: ConversationsControl;
  private readonly faultOrders: FaultsControl;
  private readonly flows: FlowsControl;
  private readonly groupChats: GroupsControl;
  private readonly numbers: PhoneNumbersControl;
  private readonly persons: PeopleControl;
  private readonly refusals: RefusedCallsControl;
  private readonly whole: StateControl;
  private readonly reviews: TemplatesControl;
  private readonly hooks: WebhooksControl;

  constructor(
    private readonly engine: SimulatorEngine,
    outbox: WebhookOutbox,
  ) {
    const { state } = engine;
    this.callLog = new CallsControl(state);
    this.clocks = new ClockControl(state);
    this.conversations = new ConversationsControl(engine);
    this.faultOrders = new FaultsControl(state);
    this.flows = new FlowsControl(engine, outbox);
    this.groupChats = new GroupsControl(engine);
    this.numbers = new PhoneNumbersControl(engine);
    this.persons = new PeopleControl(engine);
    this.refusals = new RefusedCallsControl(state);
    this.whole = new StateControl(engine);
    this.reviews = new TemplatesControl(engine);
    this.hooks = new WebhooksControl(state, outbox);
  }

  /** The state of the simulator, without people and messages. */
  state(): Api.StateView {
    const { state } = this.engine;
    return {
      businessAccountId: state.options.businessAccountId,
      seed: state.random.seed,
      clock: this.clock(),
      phoneNumbers: this.numbers.list(),
      rules: { ...state.rules },
      faults: this.faults(),
      subscriptions: this.subscriptions(),
      acceptedMessages: state.messages.total,
    };
  }

  /**
   * Changes a business number: its quality, its limits, what keeps it from sending.
   * @throws ControlError for an unknown one
   */
  updatePhoneNumber(id: string, changes: Api.BusinessNumberChanges): Api.BusinessNumberView {
    return this.numbers.update(id, changes);
  }

  /** Known people first, then the strangers met last. */
  people(): Api.PersonView[] {
    return this.persons.list();
  }

  /** @param id user id, or phone number with or without `+` @throws ControlError for an unknown one */
  person(id: string): Api.PersonView {
    return this.persons.get(id);
  }

  /** @throws ControlError without a number and an id */
  addPerson(described: SimulatedPerson): Api.PersonView {
    return this.persons.add(described);
  }

  /** Switches something about a person; who comes online gets what waited. @throws ControlError for an unknown one */
  updatePerson(id: string, changes: Omit<SimulatedPerson, 'phoneNumber' | 'userId'>): Api.PersonView {
    return this.persons.update(id, changes);
  }

  /** @throws ControlError for an unknown person */
  removePerson(id: string): void {
    this.persons.remove(id);
  }

  /** The newest messages with a person, oldest first. @throws ControlError for an unknown person */
  messages(
    id: string,
    query?: { readonly phoneNumberId?: string; readonly limit?: number },
  ): Api.MessageView[] {
    return this.conversations.messages(id, query);
  }

  /** @throws ControlError for an unknown message */
  message(id: string): Api.MessageView {
    return this.conversations.message(id);
  }

  /**
   * Lets a person act; resolves when the webhooks about it had their first try.
   * @throws ControlError for an unknown person, number, message, button, …
   */
  act(id: string, action: ControlAction): Promise<Api.ActionResult> {
    return this.conversations.act(id, action);
  }

  /** The newest calls, oldest first. */
  calls(): Api.CallView[] {
    return this.callLog.list();
  }

  /** @throws ControlError for an unknown call */
  call(id: string): Api.CallView {
    return this.callLog.get(id);
  }

  faults(): Api.FaultView[] {
    return this.faultOrders.list();
  }

  /** @throws ControlError for figures that make no sense */
  addFault(order: FaultOrder): Api.FaultView {
    return this.faultOrders.add(order);
  }

  /** @throws ControlError for an unknown fault */
  removeFault(id: string): void {
    this.faultOrders.remove(id);
  }

  clearFaults(): void {
    this.faultOrders.clear();
  }

  clock(): Api.ClockView {
    return this.clocks.view();
  }

  /** Moves the clock on; resolves when all that fell due has happened. @throws ControlError for a negative time */
  advance(ms: number): Promise<Api.ClockView> {
    return this.clocks.advance(ms);
  }

  /** @throws ControlError for a negative speed */
  setSpeed(speed: number): Api.ClockView {
    return this.clocks.setSpeed(speed);
  }

  /** Switches rules: all at once, or single ones. */
  setRules(option: RulesOption): Api.RulesView {
    return this.whole.setRules(option);
  }

  /** The newest webhooks, newest first. */
  webhooks(limit?: number): Api.WebhookView[] {
    return this.hooks.list(limit);
  }

  /** @throws ControlError for an unknown webhook */
  webhook(id: string): Api.WebhookView {
    return this.hooks.get(id);
  }

  /** Sends a webhook once more, as it was. @throws ControlError for an unknown one */
  redeliver(id: string): Promise<Api.WebhookView> {
    return this.hooks.redeliver(id);
  }

  /** Posts any payload as a signed webhook. */
  deliver(payload: Readonly<Record<string, unknown>>): Promise<Api.WebhookView[]> {
    return this.hooks.deliver(payload);
  }

  subscriptions(): Api.SubscriptionView[] {
    return this.hooks.subscriptions();
  }

  /** Sets the URL of the first app's webhooks from now on; `null`: none are sent. */
  setWebhookUrl(url: string | null): Api.SubscriptionView[] {
    return this.hooks.setUrl(url);
  }

  templates(): Api.TemplateView[] {
    return this.reviews.list();
  }

  /** Decides about a template as Meta would; resolves when the business has been told. @throws ControlError for an unknown one */
  reviewTemplate(id: string, review: Api.TemplateReview): Promise<Api.TemplateView> {
    return this.reviews.review(id, review);
  }

  /** The groups that the business has opened. */
  groups(): Api.GroupView[] {
    return this.groupChats.list();
  }

  /** @throws ControlError for an unknown group */
  group(id: string): Api.GroupView {
    return this.groupChats.get(id);
  }

  /** The newest messages in a group, oldest first. @throws ControlError for an unknown group */
  groupMessages(id: string, limit?: number): Api.MessageView[] {
    return this.groupChats.messages(id, limit);
  }

  /**
   * Lets a person follow a group's invite link, or leave.
   * @throws ControlError for an unknown group or person, or a full group
   */
  changeMembership(groupId: string, personId: string, change: 'join' | 'leave'): Promise<Api.GroupView> {
    return this.groupChats.changeMembership(groupId, personId, change);
  }

  /**
   * Asks the endpoint of a flow that a person has opened, encrypted as WhatsApp does it.
   * @throws ControlError for an unknown flow, one without an endpoint, or a business without a public key
   */
  exchangeFlow(order: Api.FlowExchangeOrder): Promise<FlowAnswer> {
    return this.flows.exchange(order);
  }

  /** Decides about a flow as Meta would; resolves when the business has been told. @throws ControlError for an unknown one, or a draft */
  reviewFlow(flowId: string, status: FlowReviewResult): Promise<Api.FlowView> {
    return this.flows.review(flowId, status);
  }

  /** The text of a flow's JSON. @throws ControlError for an unknown flow */
  flowJson(flowId: string): string {
    return this.flows.json(flowId);
  }

  /** The newest refused Graph calls, newest first. */
  refused(): Api.RefusedRequestView[] {
    return this.refusals.list();
  }

  /** Keeps a refused Graph call for people to see. */
  noteRefused(call: RefusedCall): void {
    this.refusals.note(call);
  }

  /** The state as JSON, to be imported later or elsewhere. What is on its way is no part of it. */
  exportState(): SimulatorSnapshot {
    return this.whole.export();
  }

  /** Puts a state in place of all that there is. @throws ControlError for one that cannot be read */
  importState(snapshot: SimulatorSnapshot): void {
    this.whole.import(snapshot);
  }

  /** A file, uploaded or sent by a person. @throws ControlError for an unknown or expired one */
  media(id: string): MediaItem {
    return this.whole.media(id);
  }

  /** The file behind a link of a message. @throws ControlError where none has been fetched */
  linkedMedia(link: string): Promise<LinkedFile> {
    return this.whole.linkedMedia(link);
  }

  /** Tells what happens from now on. @returns ends it */
  listen(listener: (event: Api.SimulatorEvent) => void): () => void {
    return this.engine.state.events.listen((event) => {
      const view = eventView(event, this);
      if (view) listener(view);
    });
  }
}
