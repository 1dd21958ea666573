import { conversationOf, SERVICE_WINDOW_MS } from '../conversations/conversation.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import { contactOf, seconds, visibleWaId } from '../payloads/identity.js';
import { messageValue } from '../payloads/message-value.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { Call, CallEnding } from '../calls/call-book.js';

/** A session description that says nothing but that it is one. */
const EMPTY_SDP = 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
/** The time until the user's phone rings, and the time for which a phone rings unanswered, in milliseconds. */
const RINGING_MS = 300;
const UNANSWERED_MS = 60_000;

/** Tells the business what happens on the line. */
export class CallSignalling {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
  ) {}

  /** A person rings the business; it opens the service window as a message does. */
  async ring(person: Person, number: PhoneNumberEntry, sdp = EMPTY_SDP): Promise<[Call, readonly string[]]> {
    const now = this.state.clock.now();
    const phoneNumberId = number.number.id;
    conversationOf(person, phoneNumberId).windowUntil = now + SERVICE_WINDOW_MS;
    this.state.events.tell({ name: 'person', about: person });
    const call = this.begin({ phoneNumberId, person, direction: 'USER_INITIATED', startedAt: now });
    return [call, await this.tellConnect(call, { sdp_type: 'offer', sdp })];
  }

  /** The business rings a person. */
  dial(person: Person, phoneNumberId: string, callbackData: string | undefined): Call {
    const { clock } = this.state;
    const call = this.begin({
      phoneNumberId,
      person,
      direction: 'BUSINESS_INITIATED',
      startedAt: clock.now(),
      callbackData,
    });
    clock.schedule(RINGING_MS, async () => {
      if (call.state === 'ringing') await this.tellStatus(call, 'RINGING');
    });
    return call;
  }

  /** The session of the other side: an offer of the user's, or the answer to the business's. */
  tellConnect(
    call: Call,
    session: { readonly sdp_type: string; readonly sdp: string },
  ): Promise<readonly string[]> {
    return this.tellCall(call, { event: 'connect', session }, `call: connect (${call.person.name})`);
  }

  /** The state of the business's own call: `RINGING`, `ACCEPTED`, `REJECTED`. */
  tellStatus(call: Call, status: string): Promise<readonly string[]> {
    const waId = visibleWaId(call.person);
    return this.send(call, `call: ${status.toLowerCase()}`, {
      statuses: [
        {
          id: call.id,
          type: 'call',
          status,
          timestamp: seconds(this.state.clock.now()),
          ...(waId === undefined ? {} : { recipient_id: waId }),
          recipient_user_id: call.person.userId,
          ...(call.callbackData === undefined ? {} : { biz_opaque_callback_data: call.callbackData }),
        },
      ],
    });
  }

  /** The person has answered the business's call. */
  async accept(call: Call): Promise<readonly string[]> {
    conversationOf(call.person, call.phoneNumberId).callPermissionAsked = [];
    this.connect(call);
    const connected = await this.tellConnect(call, { sdp_type: 'answer', sdp: EMPTY_SDP });
    return [...connected, ...(await this.tellStatus(call, 'ACCEPTED'))];
  }

  /** The two talk from now on. */
  connect(call: Call): void {
    call.state = 'accepted';
    call.acceptedAt = this.state.clock.now();
    this.state.events.tell({ name: 'call', about: call });
  }

  /**
   * The line is dead.
   * @param unanswered how it ended where the two have not talked
   */
  end(call: Call, unanswered: CallEnding): Promise<readonly string[]> {
    const now = this.state.clock.now();
    const accepted = call.acceptedAt;
    call.state = 'ended';
    call.endedAt = now;
    call.ending = accepted === undefined ? unanswered : 'completed';
    this.state.events.tell({ name: 'call', about: call });
    return this.tellCall(
      call,
      {
        event: 'terminate',
        status: accepted === undefined ? 'FAILED' : 'COMPLETED',
        ...(accepted === undefined
          ? {}
          : {
              start_time: seconds(accepted),
              end_time: seconds(now),
              duration: Math.round((now - accepted) / 1000),
            }),
      },
      `call: terminate (${call.person.name})`,
    );
  }

  private begin(described: Parameters<SimulatorState['calls']['begin']>[0]): Call {
    const { calls, clock, events } = this.state;
    const call = calls.begin(described);
    events.tell({ name: 'call', about: call });
    clock.schedule(UNANSWERED_MS, async () => {
      if (call.state === 'ringing') await this.end(call, 'missed');
    });
    return call;
  }

  private tellCall(
    call: Call,
    members: Readonly<Record<string, unknown>>,
    summary: string,
  ): Promise<readonly string[]> {
    const number = this.state.phoneNumbers.find(call.phoneNumberId);
    const [user, business] = [visibleWaId(call.person), number?.digits];
    const byUser = call.direction === 'USER_INITIATED';
    return this.send(call, summary, {
      contacts: [contactOf(call.person)],
      calls: [
        {
          id: call.id,
          ...(byUser ? { to: business, from_user_id: call.person.userId } : { from: business }),
          ...(byUser && user !== undefined ? { from: user } : {}),
          ...(byUser ? {} : { to_user_id: call.person.userId, ...(user === undefined ? {} : { to: user }) }),
          direction: call.direction,
          timestamp: seconds(this.state.clock.now()),
          ...members,
          ...(call.callbackData === undefined ? {} : { biz_opaque_callback_data: call.callbackData }),
        },
      ],
    });
  }

  private async send(
    call: Call,
    summary: string,
    value: Readonly<Record<string, unknown>>,
  ): Promise<readonly string[]> {
    const { events, phoneNumbers } = this.state;
    const { phoneNumberId } = call;
    const number = phoneNumbers.find(phoneNumberId);
    if (!number) return [];
    const update = { field: 'calls', phoneNumberId, value: messageValue(number, value), summary };
    const webhookIds = await this.sink.send(update);
    call.webhookIds.push(...webhookIds);
    events.tell({ name: 'call', about: call });
    return webhookIds;
  }
}
