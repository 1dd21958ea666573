import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A request body that must be accepted. */
export interface ConformanceCase {
  readonly name: string;
  readonly endpoint: 'messages' | 'marketing_messages';
  readonly body: Readonly<Record<string, unknown>>;
}

/** Examples that are wrong in themselves, each with the reason. */
export const brokenExamples: Readonly<Record<string, string>> = {
  'messages: Send Sample Issue Resolution Template':
    'quick-reply buttons with a `text` parameter that is true or false; they take a `payload`, a string',
};

/** Every request example of `/messages` and `/marketing_messages` in a copy of Meta's OpenAPI file, placeholders filled in. */
export function openApiCases(file: string): ConformanceCase[] {
  const document = record(parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }));
  return Object.entries(record(document['paths'])).flatMap(([path, operations]) => {
    const endpoint = endpointOf(path);
    if (endpoint === undefined) return [];
    const content = record(record(record(record(operations)['post'])['requestBody'])['content']);
    const examples = record(record(content['application/json'])['examples']);
    return Object.entries(examples).map(([name, example]) => ({
      name: `${endpoint}: ${name}`,
      endpoint,
      body: record(fillIn(record(example)['value'])),
    }));
  });
}

/** Every fenced JSON example that is a request in a Markdown file (answers and encrypted bodies are not messages). */
export function markdownCases(file: string): ConformanceCase[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^```json\n([\s\S]*?)\n```$/gm)].flatMap(([, json = ''], index) => {
    const body = record(JSON.parse(json));
    if ('messages' in body) return [];
    const line = text.slice(0, text.indexOf(json)).split('\n').length;
    const endpoint = 'product_policy' in body ? 'marketing_messages' : 'messages';
    return [{ name: `example ${index + 1}, line ${line}: ${kindOf(body)}`, endpoint, body }];
  });
}

/**
 * Fills in the placeholders of Meta's examples: `<http(s)://…>` and `http(s)://…` become an address, `{{…}}` with a phone number
 * in its name becomes Meta's own example number, `<HEADER_TYPE>` a header's type, the stand-ins for a template's name and
 * language such ones; any other `<…>` and `{{…}}` becomes its own name in small letters, short enough for every field and still
 * different from its neighbours.
 */
export function fillIn(value: unknown): unknown {
  if (typeof value === 'string') return fillInText(value);
  if (Array.isArray(value)) return value.map(fillIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [fillInText(key), fillIn(child)]));
}

const fixed: Readonly<Record<string, string>> = {
  '<HEADER_TYPE>': 'text',
  'template-name': 'template_name',
  'language-and-locale-code': 'en_US',
};

function fillInText(text: string): string {
  const known = fixed[text];
  if (known !== undefined) return known;
  if (/^<?http\(s\):\/\//.test(text)) return text.replaceAll(/[<>]/g, '').replace('http(s)', 'https');
  if (/^\{\{.*phone-number.*\}\}$/i.test(text)) return '+16505551234';
  const placeholder = /^(?:<(.+)>|\{\{(.+)\}\})$/.exec(text);
  const name = placeholder?.[1] ?? placeholder?.[2];
  return name === undefined
    ? text
    : name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '_')
        .slice(-20);
}

function endpointOf(path: string): ConformanceCase['endpoint'] | undefined {
  const edge = path.split('/').at(-1);
  return edge === 'messages' || edge === 'marketing_messages' ? edge : undefined;
}

function kindOf(body: Readonly<Record<string, unknown>>): string {
  const { type, interactive } = body;
  const kind =
    typeof interactive === 'object' && interactive !== null ? record(interactive)['type'] : undefined;
  return [type ?? 'read receipt', kind].filter((part) => typeof part === 'string').join(' ');
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
