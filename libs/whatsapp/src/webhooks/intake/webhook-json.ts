/** An id that Meta writes as a number; only a key's own closing quote can stand before a colon, so nothing inside a text is found. */
const numericId = /("\w*id"\s*:\s*)(\d+)(?=\s*[,}])/g;

/**
 * Parses the body of a webhook. Ids that are too large for a JavaScript number, and `message_template_id` always, come back as
 * texts with every digit.
 *
 * @throws SyntaxError where it is no JSON
 */
export function parseWebhookJson(body: string): unknown {
  return JSON.parse(body.includes('id"') ? body.replace(numericId, quoteWhereNeeded) : body);
}

function quoteWhereNeeded(all: string, key: string, digits: string): string {
  const exact = Number.isSafeInteger(Number(digits)) && !key.startsWith('"message_template_id"');
  return exact ? all : `${key}"${digits}"`;
}
