import type { WhatsAppMessage } from 'nestjs-whatsapp';

/** A message to try on the docs page. */
export interface MessageExample {
  readonly summary: string;
  readonly value: WhatsAppMessage;
}

/** The examples of one kind of message, by the name under which the docs page keeps them. */
export type MessageExamples = Readonly<Record<string, MessageExample>>;

/** Who the examples go to: Meta's own example number, and the first person of the simulator. */
export const person = '+16505551234';
