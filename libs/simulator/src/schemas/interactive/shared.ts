import { messageBody } from '../shared/envelope.schema.js';
import { object, STRING, text, type JsonSchema, type Members } from '../shared/json-schema.js';
import { mediaObject } from '../shared/media.schema.js';

const SUB_TEXT = { type: 'string', maxLength: 60 };

const HEADER_KINDS: Readonly<Record<string, JsonSchema>> = {
  text: text(60),
  image: mediaObject(),
  video: mediaObject(),
  document: mediaObject({ filename: text() }),
};

/** A header of one of these kinds: text up to 60 characters, or a media object without caption. */
export function header(...kinds: readonly string[]): JsonSchema {
  return {
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: kinds.map((kind) =>
      object({ type: { const: kind }, [kind]: HEADER_KINDS[kind] ?? STRING }, { sub_text: SUB_TEXT }),
    ),
  };
}

/** A header of any kind. */
export const ANY_HEADER = header('text', 'image', 'video', 'document');

/** `body`, up to 1024 characters unless said otherwise. */
export function body(maxLength = 1024): JsonSchema {
  return object({ text: text(maxLength) });
}

const FOOTER = object({ text: { type: 'string', maxLength: 60 } });

/** The shared parts that one kind of interactive message has. */
export interface InteractiveParts {
  /** @default required, up to 1024 characters */
  readonly body?: JsonSchema;
  readonly bodyOptional?: boolean;
  /** Left out: a header is refused. */
  readonly header?: JsonSchema;
  readonly headerRequired?: boolean;
  /** @default true */
  readonly footer?: boolean;
  readonly action: JsonSchema;
}

/** The whole body of a send of one interactive kind. */
export function interactiveMessage(type: string, parts: InteractiveParts): JsonSchema {
  const required: Record<string, JsonSchema> = { type: { const: type }, action: parts.action };
  const optional: Record<string, JsonSchema> = {};
  (parts.bodyOptional ? optional : required)['body'] = parts.body ?? body();
  if (parts.header) (parts.headerRequired ? required : optional)['header'] = parts.header;
  if (parts.footer !== false) optional['footer'] = FOOTER;
  return messageBody('interactive', object(required, optional));
}

/** An action that is named like the message and takes parameters. */
export function namedAction(name: string, parameters?: JsonSchema, further: Members = {}): JsonSchema {
  return object({ name: { const: name }, ...(parameters ? { parameters } : {}) }, further);
}

/** The label of a button that opens something, up to 20 characters. */
export const BUTTON_LABEL = text(20);
