import { messageBody } from './envelope.schema.js';
import { object, STRING, type JsonSchema } from './json-schema.js';

/** Decimal degrees, as a number or as a string that reads as one. */
export function degrees(max: number): JsonSchema {
  return {
    type: ['number', 'string'],
    minimum: -max,
    maximum: max,
    pattern: '^[+-]?\\d{1,3}(\\.\\d*)?$',
  };
}

/** `type: "location"`: name and address may be left out. */
export const locationMessage = messageBody(
  'location',
  object({ latitude: degrees(90), longitude: degrees(180) }, { name: STRING, address: STRING }),
);
