import type { WhatsAppMessage } from 'nestjs-whatsapp';

/** A message to try on the docs page. */
export interface MessageExample {
  readonly summary: string;
  readonly value: WhatsAppMessage;
}

/** The examples of one kind of message, by the name under which the docs page keeps them. */
export type MessageExamples = Readonly<Record<string, MessageExample>>;

/** The recipients of the examples: Meta's own example number, and the first person of the simulator. */
export const person = '+16505551234';

/** The id of the first message that the simulator's demo has from that person; where there is no demo, put in another. */
export const FIRST_MESSAGE_ID = 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQ';

/** The recipient of the marketing examples: Meta delivers none to numbers of the United States. */
export const marketingPerson = '+351912345678';

/**
 * The folder of the examples' files: none. Put addresses of your own in; the demo puts those of the simulator's sample
 * files in (`filesUrl` of `startSampleApp`), so that the names are theirs.
 */
export const EXAMPLE_FILES_URL = 'https://www.example.com/files';
