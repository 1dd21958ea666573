import type { PendingSend, TemplateContent } from '../messages/index.js';

/**
 * Finds the template that is sent in place of a message that the customer service window does not allow any more.
 *
 * @publicApi
 */
export abstract class FallbackTemplates {
  /** `undefined`: none, the message is refused. */
  abstract find(send: PendingSend): TemplateContent | undefined | Promise<TemplateContent | undefined>;
}
