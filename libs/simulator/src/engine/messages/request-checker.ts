import type { Ajv, ValidateFunction } from 'ajv';
import { createAjv } from '../../schemas/create-ajv.js';
import { exactlyOneOf, maxTotal, numberedBy, sameAt, singleEmoji, uniqueAt } from '../../schemas/keywords.js';
import type { JsonSchema } from '../../schemas/shared/json-schema.js';
import { INTERACTIVE_SCHEMAS, MESSAGE_SCHEMAS } from '../../schemas/message-schemas.js';
import { readReceipt } from '../../schemas/read-receipt.schema.js';
import { marketingMessage } from '../../schemas/template/template.schema.js';
import { isRecord } from '../common/is-record.js';
import { readJsonStrings, withoutNulls } from '../common/read-parameters.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import { messageType } from './message-type.js';
import type { MessageEndpoint, MessageRequest, ReadReceiptRequest } from './message-request.js';
import { missingParameter } from '../errors/missing-parameter.js';
import { schemaViolation } from '../errors/schema-violation.js';

const KEYWORDS = [exactlyOneOf, uniqueAt, sameAt, maxTotal, numberedBy, singleEmoji];

/** A message request that keeps the schemas, with its type spelt out. */
export interface CheckedMessage {
  readonly type: string;
  readonly request: MessageRequest;
}

/**
 * Checks request bodies against the JSON Schemas. Each schema is compiled when it is first needed, so that a
 * simulator starts at once; the type is looked up before the check, so that an error names the field at fault.
 */
export class RequestChecker {
  private ajv: Ajv | undefined;
  private readonly messages = new Map<JsonSchema, ValidateFunction<MessageRequest>>();
  private receipt: ValidateFunction<ReadReceiptRequest> | undefined;

  /** @throws GraphApiError 100, 131008 or 131009 */
  message(body: unknown, endpoint: MessageEndpoint): CheckedMessage {
    const given = isRecord(body) ? withoutNulls(body) : {};
    if (given['messaging_product'] === undefined) throw missingParameter('messaging_product');
    const type = messageType(given);
    const request = readJsonStrings(given, [type, 'context']);
    if (endpoint === 'marketing_messages' && type !== 'template') {
      throw new GraphApiError({ code: 100, details: `Param type must be template here - got "${type}".` });
    }
    const schema = endpoint === 'marketing_messages' ? marketingMessage : schemaOf(type, request);
    let valid = this.messages.get(schema);
    if (!valid) {
      valid = this.compiler().compile<MessageRequest>(schema);
      this.messages.set(schema, valid);
    }
    if (!valid(request)) throw schemaViolation(valid.errors?.[0], request);
    return { type, request };
  }

  /** @throws GraphApiError 100, 131008 or 131009 */
  readReceipt(given: unknown): ReadReceiptRequest {
    const body = isRecord(given) ? readJsonStrings(withoutNulls(given), ['typing_indicator']) : given;
    const valid = (this.receipt ??= this.compiler().compile<ReadReceiptRequest>(readReceipt));
    if (!valid(body)) throw schemaViolation(valid.errors?.[0], body);
    return body;
  }

  private compiler(): Ajv {
    if (!this.ajv) {
      this.ajv = createAjv({ discriminator: true, strictTypes: false });
      for (const keyword of KEYWORDS) this.ajv.addKeyword(keyword);
    }
    return this.ajv;
  }
}

function schemaOf(type: string, body: Readonly<Record<string, unknown>>): JsonSchema {
  const interactive = body['interactive'];
  if (type === 'interactive' && isRecord(interactive) && typeof interactive['type'] === 'string') {
    const schema = INTERACTIVE_SCHEMAS.get(interactive['type']);
    if (schema) return schema;
  }
  const schema = MESSAGE_SCHEMAS.get(type);
  if (schema) return schema;
  throw new GraphApiError({
    code: 100,
    title: `Param type must be one of {${[...MESSAGE_SCHEMAS.keys()].join(', ').toUpperCase()}} - got "${type}".`,
    details: `Param type must be a known message type - got "${type}".`,
  });
}
