import { useEffect, useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { dig, entriesAt, textAt } from '../../format/read-json.js';
import { resolveFlowValue, type FlowScope } from '../../flow/flow-expression.js';
import type { FlowField } from '../../flow/flow-part.js';
import type { FlowReference } from '../../flow/flow-reference.js';
import { flowFields, flowScreen, type FlowScreen } from '../../flow/flow-screen.js';
import { act, attempt, report } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { selectedNumberId } from '../../state/selection.state.js';

interface Step {
  readonly screen: string | undefined;
  readonly data: unknown;
}

type Form = Readonly<Record<string, unknown>>;

/** A flow on its way from screen to screen. */
interface Flow {
  /** The present one; absent while the endpoint is asked, and where the flow has none of that name. */
  readonly screen: FlowScreen | undefined;
  /** The name of the screen that the flow is at; absent while the endpoint is asked. */
  readonly asked: string | undefined;
  /** The values that have been filled in on the present screen. */
  readonly form: Form;
  readonly canGoBack: boolean;
  readonly back: () => void;
  readonly fillIn: (field: FlowField, value: unknown) => void;
  /** Does what a button, a link or a choice says: `navigate`, `complete`, `data_exchange`, `open_url`, `update_data`. */
  readonly press: (action: unknown) => void;
}

/** Follows a flow by its JSON, and asks its endpoint where it says so. */
export function useFlow(
  message: MessageView,
  reference: FlowReference,
  json: unknown,
  onClose: () => void,
): Flow {
  const [steps, setSteps] = useState<readonly Step[]>(reference.asksEndpoint ? [] : [reference]);
  const [forms, setForms] = useState<Readonly<Record<string, Form>>>({});
  const step = steps.at(-1);
  const first = textAt(json, 'screens', 0, 'id') ?? '';
  const named = step?.screen ?? first;
  const scope = scopeOf(json, first, steps, forms);
  const screen = step && flowScreen(json, step.screen, scope);

  const complete = (response: unknown) => {
    void act({
      action: 'submit_flow',
      messageId: message.id,
      response: Object.fromEntries(entriesAt(response)),
    });
    onClose();
  };
  const ask = async (action: 'INIT' | 'data_exchange' | 'BACK', data?: unknown) => {
    const result = await attempt(
      client.exchangeFlow({
        flowId: reference.flowId ?? '',
        phoneNumberId: selectedNumberId.value,
        action,
        ...(step === undefined ? {} : { screen: named }),
        ...(data === undefined ? {} : { data: Object.fromEntries(entriesAt(data)) }),
        ...(reference.token === undefined ? {} : { flowToken: reference.token }),
      }),
    );
    if (!result) return;
    const next = textAt(result.answer, 'screen');
    if (next === undefined)
      report(`The flow's endpoint gave no screen: ${result.error ?? `HTTP ${result.status ?? '?'}`}`);
    else if (next === 'SUCCESS') complete(dig(result.answer, 'data', 'extension_message_response', 'params'));
    else
      setSteps([
        ...steps.filter((one) => one.screen !== next),
        { screen: next, data: dig(result.answer, 'data') },
      ]);
  };
  useEffect(() => {
    if (reference.asksEndpoint) void ask('INIT');
  }, []);

  const press = (action: unknown, filled: FlowScope = scope) => {
    const payload = resolveFlowValue(dig(action, 'payload') ?? {}, filled);
    switch (textAt(action, 'name')) {
      case 'navigate':
        setSteps([
          ...steps,
          { screen: textAt(action, 'next', 'name') ?? textAt(action, 'next'), data: payload },
        ]);
        break;
      case 'data_exchange':
        void ask('data_exchange', payload);
        break;
      case 'update_data':
        setSteps([
          ...steps.slice(0, -1),
          { screen: named, data: { ...asObject(step?.data), ...asObject(payload) } },
        ]);
        break;
      case 'open_url':
        open(textAt(resolveFlowValue(dig(action, 'url'), filled)) ?? '');
        break;
      case 'complete':
        complete(payload);
        break;
      case undefined:
      default:
        report(
          `The flow asks for an action that this page does not know: ${textAt(action, 'name') ?? 'none'}`,
        );
    }
  };

  return {
    screen,
    asked: step === undefined ? undefined : named,
    form: asObject(scope.form),
    canGoBack: steps.length > 1,
    back: () => setSteps(steps.slice(0, -1)),
    fillIn: (field, value) => {
      const next = { ...forms, [named]: { ...forms[named], [field.name]: value } };
      setForms(next);
      if (field.onSelect !== undefined) press(field.onSelect, scopeOf(json, first, steps, next));
    },
    press,
  };
}

/** Returns the values of expressions on the last screen; fields that nobody has touched hold their initial values. */
function scopeOf(
  json: unknown,
  first: string,
  steps: readonly Step[],
  forms: Readonly<Record<string, Form>>,
): FlowScope {
  let screen: NonNullable<FlowScope['screen']> = {};
  let scope: FlowScope = { data: undefined, form: {} };
  for (const { screen: named = first, data } of steps) {
    const touched = forms[named] ?? {};
    const initial = flowFields(flowScreen(json, named, { data, form: touched, screen }))
      .filter((field) => field.initial !== undefined && field.initial !== '')
      .map((field) => [field.name, field.initial]);
    const form = { ...Object.fromEntries(initial), ...touched };
    screen = { ...screen, [named]: { data, form } };
    scope = { data, form, screen };
  }
  return scope;
}

function asObject(value: unknown): Form {
  return Object.fromEntries(entriesAt(value));
}

function open(address: string): void {
  if (/^https?:\/\//i.test(address)) globalThis.open(address, '_blank', 'noopener,noreferrer');
  else report(`The flow opens an address that is none: ${address}`);
}
