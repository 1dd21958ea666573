import { PersonActor } from './actions/person-actor.js';
import { PendingWork } from './common/pending-work.js';
import { FlowReviews } from './services/flow-reviews.js';
import { GroupMembership } from './services/group-membership.js';
import type { LinkFetcher } from './media/link-cache.js';
import type { AcceptedMessage } from './messages/accepted-message.js';
import { DEFAULT_GRAPH_VERSION, MessageIntake } from './services/message-intake.js';
import { MessageLifecycle } from './services/message-lifecycle.js';
import type { MessageEndpoint } from './messages/message-request.js';
import type { MessageResponse } from './messages/message-response.js';
import type { StatusDelays } from './people/status-delays.js';
import { NumberChanges } from './services/number-changes.js';
import { SimulatorState, type SimulatorStateOptions } from './state/simulator-state.js';
import { TemplateReviews, type TemplateReviewOptions } from './services/template-reviews.js';
import type { WebhookSink } from './webhooks/webhook-sink.js';

/** The options of an engine. */
export interface SimulatorEngineOptions extends SimulatorStateOptions {
  readonly statusDelays: StatusDelays;
  readonly templateReview: TemplateReviewOptions;
}

/** The outside world of an engine. */
export interface EngineSurroundings {
  readonly fetchLink: LinkFetcher;
  /** Called with each accepted message. */
  readonly onAccepted: (message: AcceptedMessage) => void;
  /** The receiver of webhooks. */
  readonly sink: (state: SimulatorState, pending: PendingWork) => WebhookSink;
}

/** The state and the rules of one simulated Cloud API; it knows nothing of HTTP. */
export class SimulatorEngine {
  readonly state: SimulatorState;
  readonly pending = new PendingWork();
  readonly lifecycle: MessageLifecycle;
  readonly actor: PersonActor;
  readonly reviews: TemplateReviews;
  readonly flowReviews: FlowReviews;
  readonly membership: GroupMembership;
  readonly numberChanges: NumberChanges;
  private readonly intake: MessageIntake;

  constructor(
    readonly options: SimulatorEngineOptions,
    surroundings: EngineSurroundings,
  ) {
    const { pending } = this;
    this.state = new SimulatorState(options, surroundings.fetchLink);
    const sink = surroundings.sink(this.state, pending);
    this.lifecycle = new MessageLifecycle(this.state, sink, options.statusDelays, pending);
    this.intake = new MessageIntake(this.state, this.lifecycle, surroundings.onAccepted);
    this.actor = new PersonActor(this.state, this.lifecycle, sink);
    this.membership = new GroupMembership(this.state, sink);
    this.numberChanges = new NumberChanges(this.state, sink);
    this.flowReviews = new FlowReviews(this.state, sink);
    this.reviews = new TemplateReviews(this.state, sink, options.templateReview);
  }

  /**
   * Takes what was posted to a messages endpoint: a message, or on `/messages` a read receipt.
   * @throws GraphApiError with Meta's code for the rule that the request breaks
   */
  post(
    phoneNumberId: string,
    endpoint: MessageEndpoint,
    body: unknown,
    graphVersion = DEFAULT_GRAPH_VERSION,
  ): MessageResponse | { readonly success: true } {
    return this.intake.post(phoneNumberId, endpoint, body, graphVersion);
  }
}
