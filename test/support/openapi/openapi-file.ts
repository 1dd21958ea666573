import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** An operation of the file: `get`, `/{Version}/{WABA-ID}/flows`. */
export interface Operation {
  readonly method: string;
  readonly path: string;
}

type Node = Readonly<Record<string, unknown>>;

const JSON_CONTENT = ['content', 'application/json'];
const ROOT = 'https://openapi.invalid/';

/** A copy of Meta's OpenAPI file, to hold answers against. */
export class OpenApiFile {
  readonly operations: readonly Operation[];
  // The file has examples and keywords that JSON Schema does not know: only what it does know is asked.
  private readonly ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    logger: false,
  });
  private readonly document: Node;
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(file: string) {
    this.document = record(parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }));
    addFormats.default(this.ajv);
    this.ajv.addSchema({ ...this.document, $id: ROOT }, undefined, undefined, false);
    this.operations = Object.entries(record(this.document['paths'])).flatMap(([path, methods]) =>
      ['get', 'post', 'delete']
        .filter((method) => method in record(methods))
        .map((method) => ({ method, path })),
    );
  }

  /** The examples of an operation's answer. */
  examples(operation: Operation, status: number): unknown[] {
    const content = this.content(operation, status);
    const examples = record(record(this.at(content))['examples']);
    return Object.values(examples).map((example) => record(example)['value']);
  }

  /**
   * Lists what is wrong with an answer, each as the place and the keyword that is broken: `/data/* /status enum`.
   * @returns `undefined` where the file says nothing about such an answer
   */
  violations(operation: Operation, status: number, body: unknown): string[] | undefined {
    const pointer = [...this.content(operation, status), 'schema'];
    return this.at(pointer) === undefined ? undefined : this.violationsAt(pointer, body);
  }

  /** Lists what is wrong with what an operation is asked for; of webhooks, with what they tell. */
  requestViolations({ method, path }: Operation, body: unknown): string[] {
    return this.violationsAt(['paths', path, method, 'requestBody', ...JSON_CONTENT, 'schema'], body);
  }

  /** The examples of what an operation is asked for. */
  requestExamples({ method, path }: Operation): Readonly<Record<string, unknown>> {
    const content = record(this.at(['paths', path, method, 'requestBody', ...JSON_CONTENT]));
    return Object.fromEntries(
      Object.entries(record(content['examples'])).map(([name, example]) => [name, record(example)['value']]),
    );
  }

  /** Lists what is wrong with a value of one of the file's named schemas. */
  violationsOf(name: string, value: unknown): string[] {
    return this.violationsAt(['components', 'schemas', name], value);
  }

  private violationsAt(pointer: readonly string[], value: unknown): string[] {
    const path = pointer.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'));
    const reference = `${ROOT}#/${path.map(encodeURIComponent).join('/')}`;
    const valid = this.compiled.get(reference) ?? this.ajv.compile({ $ref: reference });
    this.compiled.set(reference, valid);
    return valid(value) ? [] : [...new Set((valid.errors ?? []).map(nameOf))];
  }

  private content({ method, path }: Operation, status: number): string[] {
    const pointer = ['paths', path, method, 'responses', String(status)];
    const reference = record(this.at(pointer))['$ref'];
    const response = typeof reference === 'string' ? reference.slice('#/'.length).split('/') : pointer;
    return [...response, ...JSON_CONTENT];
  }

  private at(pointer: readonly string[]): unknown {
    return pointer.reduce<unknown>((node, step) => record(node)[step], this.document);
  }
}

function nameOf({ instancePath, keyword, params }: ErrorObject): string {
  const missing: unknown = params['missingProperty'];
  const place = instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  return `${place || '/'} ${keyword}${typeof missing === 'string' ? ` ${missing}` : ''}`;
}

function record(value: unknown): Node {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
