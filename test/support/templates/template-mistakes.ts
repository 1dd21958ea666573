import type { TemplateContent } from 'nestjs-whatsapp/dto';

/** A template message with one thing wrong in it. */
export interface TemplateMistake {
  readonly name: string;
  readonly template: TemplateContent;
  /** The codes of Meta's that fit; left out where the rules that hold for every message refuse it already. */
  readonly codes?: readonly number[];
  /** The variable that must be named, where it is about one. */
  readonly parameter?: string;
}

/** The parts of a message that are changed here. */
interface Component {
  type: string;
  sub_type?: string;
  index?: string | number;
  parameters?: Parameter[];
  cards?: { card_index: number; components: Component[] }[];
}

type Parameter = Record<string, unknown>;

/** A change of a message's components that makes it wrong. */
interface Change extends Pick<TemplateMistake, 'name' | 'codes' | 'parameter'> {
  readonly apply: (components: Component[]) => unknown;
}

/** Buttons for which a message need not say anything. */
const OPTIONAL_BUTTONS: ReadonlySet<string | undefined> = new Set([
  'quick_reply',
  'catalog',
  'flow',
  'voice_call',
]);

const aText = { type: 'text', text: 'x' };
const aReply = { sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: 'x' }] };
const aPlace = { latitude: 47.1, longitude: 8.5, name: 'Depot', address: 'Quay 3' };
const anOffer = { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_790_000_000_000 } };

/** Every way to get one thing wrong in a template message that is right. */
export function mistakesIn(right: TemplateContent): TemplateMistake[] {
  const components = componentsOf(right);
  const changes = [...superfluous(components), ...changesOf(components)];
  const changed = (part: object): TemplateContent => Object.assign(structuredClone(right), part);
  return [
    { name: 'another language', codes: [132001], template: changed({ language: { code: 'xx' } }) },
    { name: 'another name', codes: [132001], template: changed({ name: `${right.name}_x` }) },
    ...changes.map(({ apply, ...mistake }) => {
      const wrong = componentsOf(right);
      apply(wrong);
      return { ...mistake, template: changed({ components: wrong }) };
    }),
  ];
}

function componentsOf({ components = [] }: TemplateContent): Component[] {
  return JSON.parse(JSON.stringify(components)) as Component[];
}

/** Components that the template has no place for. */
function superfluous(components: readonly Component[]): Change[] {
  const extra: [Component, number][] = [
    [{ type: 'button', index: '9', ...aReply }, 132012],
    [{ type: 'header', parameters: [aText] }, 132000],
    [{ type: 'body', parameters: [aText] }, 132000],
    [{ type: 'limited_time_offer', parameters: [anOffer] }, 132012],
  ];
  return extra
    .filter(([{ type }]) => type === 'button' || !components.some((component) => component.type === type))
    .map(([component, code]) => ({
      name: `a ${component.type} where there is none`,
      codes: [code],
      apply: (list) => list.push(component),
    }));
}

function changesOf(components: readonly Component[]): Change[] {
  return components.flatMap((component, at) => {
    const changes = component.type === 'carousel' ? inCarousel(component) : inComponent(component);
    const ofThis = changes.map(({ apply, ...rest }) => ({
      ...rest,
      apply: (list: Component[]) => apply(list.slice(at, at + 1)),
    }));
    const isOptional = component.type === 'button' && OPTIONAL_BUTTONS.has(component.sub_type);
    const missing = {
      name: `no ${component.sub_type ?? ''} ${component.type}`,
      codes: [131008, 132000, 132012],
      apply: (list: Component[]) => list.splice(at, 1),
    };
    return isOptional ? ofThis : [missing, ...ofThis];
  });
}

/** Changes of the one component that they are given. */
function inComponent(component: Component): Change[] {
  if (component.type === 'button') return inButton(component);
  if (component.type === 'limited_time_offer') return [];
  const { parameters = [] } = component;
  return parameters.some(({ type }) => type === 'text')
    ? inTexts(component.type, parameters)
    : inHeader(parameters);
}

function inButton({ sub_type }: Component): Change[] {
  const other = sub_type === 'quick_reply' ? { sub_type: 'url', parameters: [aText] } : aReply;
  return [
    {
      name: `a ${sub_type} button with another index`,
      codes: [132012],
      apply: ([button]) => button && (button.index = '8'),
    },
    {
      name: `a ${other.sub_type} button in place of ${sub_type}`,
      codes: [132012],
      apply: ([button]) => button && Object.assign(button, other),
    },
  ];
}

function inHeader([parameter]: readonly Parameter[]): Change[] {
  const other =
    parameter?.['type'] === 'location'
      ? { type: 'image', image: { id: '1' } }
      : { type: 'location', location: aPlace };
  return [
    {
      name: `a ${other.type} as header`,
      codes: [132012],
      apply: ([header]) => header?.parameters?.splice(0, 1, other),
    },
    {
      name: 'a text as header',
      codes: [132012],
      apply: ([header]) => header?.parameters?.splice(0, 1, aText),
    },
    { name: 'two of what the header shows', apply: ([header]) => header?.parameters?.push({ ...parameter }) },
  ];
}

function inTexts(type: string, parameters: readonly Parameter[]): Change[] {
  const named = parameters.flatMap(({ parameter_name: name }) => (typeof name === 'string' ? [name] : []));
  const change = (
    name: string,
    codes: readonly number[] | undefined,
    parameter: string | undefined,
    apply: (list: Parameter[]) => unknown,
  ): Change => ({
    name: `${type}: ${name}`,
    codes,
    parameter,
    apply: ([component]) => apply(component?.parameters ?? []),
  });
  const last = named.at(-1) ?? String(parameters.length);
  return [
    ...(parameters.length > 1 ? [change(`without ${last}`, [132000], last, (list) => list.pop())] : []),
    change('one too many', [132000], undefined, (list) => list.push({ ...list[0] })),
    change('a line break', undefined, undefined, (list) => Object.assign(list[0] ?? {}, { text: 'a\nb' })),
    ...(type === 'header'
      ? [
          change('a text that gets too long', [132005], undefined, (list) =>
            Object.assign(list[0] ?? {}, { text: 'x'.repeat(59) }),
          ),
        ]
      : []),
    named.length > 0
      ? change('another name', [132012], 'other', (list) =>
          Object.assign(list[0] ?? {}, { parameter_name: 'other' }),
        )
      : change('names where there are numbers', [132012], 'name_0', (list) =>
          list.forEach((parameter, index) => Object.assign(parameter, { parameter_name: `name_${index}` })),
        ),
    ...(named.length > 0
      ? [
          change('numbers where there are names', [132012], undefined, (list) =>
            list.forEach((parameter) => delete parameter['parameter_name']),
          ),
        ]
      : []),
  ];
}

function inCarousel({ cards = [] }: Component): Change[] {
  return [
    {
      name: 'a card too many',
      codes: [132012],
      apply: ([carousel]) =>
        carousel?.cards?.push({ card_index: cards.length, components: cards[0]?.components ?? [] }),
    },
    {
      name: 'a card of another place',
      codes: [132012],
      apply: ([carousel]) => Object.assign(carousel?.cards?.[0] ?? {}, { card_index: 9 }),
    },
    ...cards.flatMap((card, at) =>
      changesOf(card.components).map(({ name, apply, ...rest }) => ({
        ...rest,
        name: `card ${at}: ${name}`,
        apply: ([carousel]: Component[]) => apply(carousel?.cards?.[at]?.components ?? []),
      })),
    ),
  ];
}
