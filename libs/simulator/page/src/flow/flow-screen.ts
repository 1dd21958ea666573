import { dig, entriesAt, listAt, textAt } from '../format/read-json.js';
import { flowConditionHolds, resolveFlowValue, type FlowScope } from './flow-expression.js';
import { flowFieldOf } from './flow-field.js';
import type { FlowField, FlowPart } from './flow-part.js';
import { flowListItem, flowPicture } from './flow-pieces.js';

/** A screen with its data filled in. */
export interface FlowScreen {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly FlowPart[];
}

const TEXTS: Readonly<Record<string, 'heading' | 'subheading' | 'text' | 'caption' | 'rich-text'>> = {
  TextHeading: 'heading',
  TextSubheading: 'subheading',
  TextBody: 'text',
  TextCaption: 'caption',
  RichText: 'rich-text',
};

/** A screen of a flow's JSON: the named one, or the first. What has not been filled in yet has its initial value. */
export function flowScreen(
  json: unknown,
  screenId: string | undefined,
  scope: FlowScope,
): FlowScreen | undefined {
  const screens = listAt(json, 'screens');
  const screen = screenId === undefined ? screens[0] : screens.find((one) => textAt(one, 'id') === screenId);
  if (screen === undefined) return undefined;
  const id = textAt(screen, 'id') ?? '';
  return {
    id,
    title: textAt(resolveFlowValue(dig(screen, 'title'), scope)) ?? id,
    parts: listAt(screen, 'layout', 'children').flatMap((child) => partsOf(child, scope, {})),
  };
}

/** The fields of a screen. */
export function flowFields(screen: FlowScreen | undefined): FlowField[] {
  return (screen?.parts ?? []).filter((part): part is FlowField => part.kind === 'field');
}

function partsOf(component: unknown, scope: FlowScope, initialValues: unknown): FlowPart[] {
  const type = textAt(component, 'type') ?? '';
  const children = (list: readonly unknown[]) =>
    list.flatMap((child) => partsOf(child, scope, initialValues));
  // What a press does is resolved when it is pressed: it may ask for what has been filled in.
  const onClick = dig(component, 'on-click-action');
  if (type === 'Form') {
    const initial = resolveFlowValue(dig(component, 'init-values'), scope);
    return listAt(component, 'children').flatMap((child) => partsOf(child, scope, initial));
  }
  if (type === 'If') {
    const holds = flowConditionHolds(dig(component, 'condition'), scope);
    return children(listAt(component, holds ? 'then' : 'else'));
  }
  if (type === 'Switch') {
    const value = resolveFlowValue(dig(component, 'value'), scope);
    const cases = dig(component, 'cases');
    return children(listAt(cases, dig(cases, String(value)) === undefined ? 'default' : String(value)));
  }
  const filled = Object.fromEntries(
    entriesAt(component).map(([key, value]) => [
      key,
      key.endsWith('-action') ? value : resolveFlowValue(value, scope),
    ]),
  );
  if (filled['visible'] === false) return [];
  const text = TEXTS[type];
  if (text) return [{ kind: text, text: [filled['text']].flat().join('\n') }];
  switch (type) {
    case 'Image':
      return [{ kind: 'image', picture: flowPicture(filled), height: heightOf(filled) }];
    case 'ImageCarousel':
      return [{ kind: 'carousel', pictures: listAt(filled, 'images').map(flowPicture) }];
    case 'EmbeddedLink':
      return [{ kind: 'link', text: textAt(filled, 'text') ?? 'More', action: onClick }];
    case 'NavigationList':
      return [
        {
          kind: 'list',
          label: textAt(filled, 'label'),
          hint: textAt(filled, 'description'),
          items: listAt(filled, 'list-items').map((item) => flowListItem(item, onClick)),
        },
      ];
    case 'Footer':
      return [
        {
          kind: 'submit',
          text: textAt(filled, 'label') ?? 'Continue',
          captions: ['left-caption', 'center-caption', 'right-caption'].flatMap(
            (key) => textAt(filled, key) ?? [],
          ),
          enabled: filled['enabled'] !== false,
          action: onClick,
        },
      ];
    default:
      return [flowFieldOf(type, filled, initialValues) ?? { kind: 'unknown', type }];
  }
}

function heightOf(filled: unknown): number | undefined {
  const height = Number(textAt(filled, 'height') ?? Number.NaN);
  return Number.isFinite(height) && height > 0 ? height : undefined;
}
