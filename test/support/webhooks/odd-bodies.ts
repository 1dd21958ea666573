import * as fc from 'fast-check';
import { fieldCases } from './field-cases.js';
import { messageCases } from './message-cases.js';
import { statusCases } from './status-cases.js';

const real = [...messageCases, ...statusCases, ...fieldCases].map(({ body }) => JSON.stringify(body));

/** The values that a receiver must take beside those that Meta documents. */
const strange = JSON.parse(
  '{"__proto__":{"type":"text"},"constructor":{"prototype":1},"toString":1,"valueOf":1}',
);

/** Deeper than a function may call itself. */
function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

/** A value in the place of another somewhere in the tree. */
function replaceAt(value: unknown, path: readonly number[], by: unknown): unknown {
  const [at, ...rest] = path;
  if (at === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  if (keys.length === 0) return by;
  const key = keys[at % keys.length] ?? '';
  const child = replaceAt((value as Record<string, unknown>)[key], rest, by);
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === key ? child : item))
    : { ...value, [key]: child };
}

const realBody = fc.constantFrom(...real);
const path = fc.array(fc.nat(20), { maxLength: 8 });
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constant(strange),
  fc.constantFrom(1e308, -0, 2 ** 60, -1, '', 'NaN', 'x'.repeat(100_000), Array(1000).fill(null)),
);

/** The values of a field that differ from what Meta documents. */
const instead: readonly unknown[] = JSON.parse(
  '[null,"",0,-1,1e308,true,[],{},[null],[[]],[""],{"a":null},"x","16505551234","US.13491208655302741918","1767225600",1767225600,"NaN","2026-01-01","group","text"]',
);

/** Small numbers from a seed, always the same ones (a linear congruential generator). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

/** A real body in which each field, at every depth, is left, replaced, wrapped or taken away by chance. */
export function variedBody(seed: number): { readonly bytes: Buffer; readonly varied: readonly string[] } {
  const next = numbersFrom(seed);
  const varied: string[] = [];
  const vary = (value: unknown, place: string): unknown => {
    if (next(8) === 0) {
      varied.push(place);
      const by = next(12) === 0 ? strange : next(12) === 0 ? undefined : instead[next(instead.length)];
      return next(6) === 0 ? [value, by] : by;
    }
    if (Array.isArray(value)) return value.map((item: unknown) => vary(item, `${place}[]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, vary(child, place === '' ? key : `${place}.${key}`)]),
    );
  };
  const body: unknown = JSON.parse(real[next(real.length)] ?? '{}');
  return { bytes: Buffer.from(JSON.stringify(vary(body, '')) ?? 'null'), varied };
}

/** Every place of the real bodies at which there is a field. */
export function placesOfFields(): Set<string> {
  const places = new Set<string>();
  const walk = (value: unknown, place: string): void => {
    if (place !== '') places.add(place);
    if (Array.isArray(value)) for (const item of value) walk(item, `${place}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) walk(child, place === '' ? key : `${place}.${key}`);
    }
  };
  for (const body of real) walk(JSON.parse(body), '');
  return places;
}

const varied = fc.nat().map((seed) => variedBody(seed).bytes);

const mutated = fc
  .tuple(realBody, path, odd)
  .map(([body, at, by]) => Buffer.from(JSON.stringify(replaceAt(JSON.parse(body), at, by))));
const mutatedOften = fc
  .tuple(realBody, fc.array(fc.tuple(path, odd), { minLength: 2, maxLength: 6 }))
  .map(([body, places]) =>
    Buffer.from(
      JSON.stringify(places.reduce<unknown>((value, [at, by]) => replaceAt(value, at, by), JSON.parse(body))),
    ),
  );
const truncated = fc
  .tuple(realBody, fc.nat())
  .map(([body, at]) => Buffer.from(body).subarray(0, at % body.length));
const flipped = fc.tuple(realBody, fc.nat(), fc.nat(255)).map(([body, at, byte]) => {
  const bytes = Buffer.from(body);
  bytes[at % bytes.length] = byte;
  return bytes;
});
/** Bytes that are no UTF-8 within a text. */
const notUtf8 = fc
  .tuple(realBody, fc.uint8Array({ minLength: 1, maxLength: 8, min: 0x80 }))
  .map(([body, bytes]) => {
    const at = body.lastIndexOf('"');
    return Buffer.concat([Buffer.from(body.slice(0, at)), Buffer.from(bytes), Buffer.from(body.slice(at))]);
  });
const duplicateKeys = fc.tuple(realBody, fc.jsonValue()).map(([body, value]) => {
  return Buffer.from(`${body.slice(0, -1)},"entry":${JSON.stringify(value)}}`);
});
const deep = fc
  .tuple(realBody, fc.integer({ min: 10, max: 20_000 }))
  .map(([body, depth]) => Buffer.from(body.replace('"value":{', `"value":{"deep":${nested(depth)},`)));

/** Bodies that Meta would not send, from real ones and from nothing: up to some 100 kB. */
export const oddBodies: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 8, arbitrary: varied },
  { weight: 8, arbitrary: mutated },
  { weight: 4, arbitrary: mutatedOften },
  { weight: 4, arbitrary: flipped },
  { weight: 2, arbitrary: truncated },
  { weight: 2, arbitrary: duplicateKeys },
  { weight: 2, arbitrary: notUtf8 },
  { weight: 1, arbitrary: deep },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

/** A real body of about so many bytes: a thousand updates in one delivery, all of them new. */
export function largeBody(bytes: number, name: string): Buffer {
  const count = 1000;
  const text = 'ü'.repeat(Math.ceil((bytes / count - 140) / 2));
  const messages = Array.from({ length: count }, (_, index) => ({
    from: `1650${String(index).padStart(7, '0')}`,
    id: `wamid.${name}.${index}`,
    timestamp: '1767225600',
    type: 'text',
    text: { body: text },
  }));
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '106540352242922' }, messages };
  const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

/** Makes this number of real events in one body, all of them new: messages, and what became of messages. */
export function batchBody(count: number, name: string): Buffer {
  const person = (index: number) => `1650${String(index % 500).padStart(7, '0')}`;
  const indexes = Array.from({ length: count / 2 }, (_, index) => index);
  const timestamp = '1767225600';
  const messages = indexes.map((index) => ({
    from: person(index),
    id: `wamid.${name}.m${index}`,
    timestamp,
    type: 'text',
    text: { body: 'Is it open?' },
  }));
  const statuses = indexes.map((index) => ({
    id: `wamid.${name}.s${index}`,
    status: 'delivered',
    timestamp,
    recipient_id: person(index),
  }));
  const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };
  const value = { messaging_product: 'whatsapp', metadata, messages, statuses };
  const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}
