import type { EngineEvent } from '../../engine/events/simulator-events.js';
import type {
  CallView,
  ClockView,
  FaultView,
  GroupView,
  MessageView,
  PersonView,
  RefusedRequestView,
  SimulatorEvent,
  StateView,
  SubscriptionView,
  TemplateView,
  WebhookView,
} from '../api/index.js';

/** Whoever knows the present state of things. */
export interface ViewSource {
  message(id: string): MessageView;
  person(id: string): PersonView;
  call(id: string): CallView;
  group(id: string): GroupView;
  webhook(id: string): WebhookView;
  clock(): ClockView;
  faults(): FaultView[];
  state(): StateView;
  templates(): TemplateView[];
  subscriptions(): SubscriptionView[];
  refused(): RefusedRequestView[];
}

/** An event with the new state of what it is about; `undefined` where that is gone already. */
export function eventView(event: EngineEvent, control: ViewSource): SimulatorEvent | undefined {
  try {
    return view(event, control);
  } catch {
    // What it is about has left the history meanwhile.
    return undefined;
  }
}

function view(event: EngineEvent, control: ViewSource): SimulatorEvent | undefined {
  switch (event.name) {
    case 'message':
      return { type: 'message', message: control.message(event.about.id) };
    case 'messageUpdated':
      return { type: 'message_updated', message: control.message(event.about.id) };
    case 'person':
      return { type: 'person', person: control.person(event.about.userId) };
    case 'personRemoved':
      return { type: 'person_removed', personId: event.about.userId };
    case 'webhook':
      return { type: 'webhook', webhook: control.webhook(event.about.id) };
    case 'call':
      return { type: 'call', call: control.call(event.about.id) };
    case 'group':
      return { type: 'group', group: control.group(event.about.id) };
    case 'groupRemoved':
      return { type: 'group_removed', groupId: event.about.id };
    case 'clock':
      return { type: 'clock', clock: control.clock() };
    case 'faults':
      return { type: 'faults', faults: control.faults() };
    case 'rules':
      return { type: 'rules', rules: control.state().rules };
    case 'template': {
      const template = control.templates().find(({ id }) => id === event.about.id);
      return template ? { type: 'template', template } : undefined;
    }
    case 'templateRemoved':
      return { type: 'template_removed', templateId: event.about.id };
    case 'subscriptions':
      return { type: 'subscriptions', subscriptions: control.subscriptions() };
    case 'refused': {
      const [refused] = control.refused();
      return refused ? { type: 'refused', refused } : undefined;
    }
    case 'imported':
      break;
  }
  return { type: 'imported' };
}
