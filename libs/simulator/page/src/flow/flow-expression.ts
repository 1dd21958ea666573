import { dig } from '../format/read-json.js';

/** The values of expressions such as `${form.name}` and `${data.city}`. */
export interface FlowScope {
  readonly data: unknown;
  readonly form: unknown;
  /** The data and the form of the earlier screens, by the screen's id, for `${screen.DETAILS.form.name}`. */
  readonly screen?: Readonly<Record<string, Omit<FlowScope, 'screen'>>>;
}

const REFERENCE = /^\$\{((?:data|form|screen)\.[^}]+)\}$/;
const TOKEN =
  /\s*(?:(\$\{[^}]+\})|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?)|(true|false)|(==|!=|<=|>=|&&|\|\||[<>!()+\-*/%]))/y;
/** Operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

type Token = { readonly value: unknown } | { readonly operator: string };

/** A value with its expressions replaced, at any depth; what they do not find becomes an empty text. */
export function resolveFlowValue(value: unknown, scope: FlowScope): unknown {
  if (typeof value === 'string') {
    if (REFERENCE.test(value)) return lookUp(value, scope) ?? '';
    return value.length > 1 && value.startsWith('`') && value.endsWith('`')
      ? evaluateFlowExpression(value.slice(1, -1), scope)
      : value;
  }
  if (Array.isArray(value)) return value.map((item) => resolveFlowValue(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveFlowValue(item, scope)]));
}

/**
 * Evaluates an expression: comparisons, `&&`, `||`, `!`, arithmetic, parentheses; texts beside each other are put together.
 * One that cannot be read is an empty text.
 */
export function evaluateFlowExpression(expression: string, scope: FlowScope): unknown {
  const tokens = tokensOf(expression, scope);
  if (!tokens) return '';
  const reader = new ExpressionReader(tokens);
  const value = reader.read(0);
  return reader.atEnd ? value : '';
}

/** Whether a condition holds. */
export function flowConditionHolds(condition: unknown, scope: FlowScope): boolean {
  return isTrue(typeof condition === 'string' ? evaluateFlowExpression(condition, scope) : condition);
}

class ExpressionReader {
  private place = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get atEnd(): boolean {
    return this.place >= this.tokens.length;
  }

  read(level: number): unknown {
    const operators = LEVELS[level];
    if (!operators) return this.readTexts();
    let left = this.read(level + 1);
    for (let found = this.take(operators); found !== undefined; found = this.take(operators)) {
      left = combine(left, found, this.read(level + 1));
    }
    return left;
  }

  /** `${form.first} ' ' ${form.last}` */
  private readTexts(): unknown {
    let value = this.readOne();
    while (this.startsValue()) value = `${asText(value)}${asText(this.readOne())}`;
    return value;
  }

  private readOne(): unknown {
    if (this.take(['!']) !== undefined) return !isTrue(this.readOne());
    if (this.take(['-']) !== undefined) return -Number(this.readOne());
    if (this.take(['(']) !== undefined) {
      const inner = this.read(0);
      this.take([')']);
      return inner;
    }
    const token = this.tokens[this.place];
    this.place += 1;
    return token && 'value' in token ? token.value : '';
  }

  private startsValue(): boolean {
    const token = this.tokens[this.place];
    return token !== undefined && 'value' in token;
  }

  private take(operators: readonly string[]): string | undefined {
    const token = this.tokens[this.place];
    if (!token || !('operator' in token) || !operators.includes(token.operator)) return undefined;
    this.place += 1;
    return token.operator;
  }
}

function combine(left: unknown, operator: string, right: unknown): unknown {
  switch (operator) {
    case '||':
      return isTrue(left) || isTrue(right);
    case '&&':
      return isTrue(left) && isTrue(right);
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return Number(left) < Number(right);
    case '<=':
      return Number(left) <= Number(right);
    case '>':
      return Number(left) > Number(right);
    case '>=':
      return Number(left) >= Number(right);
    case '-':
      return Number(left) - Number(right);
    case '*':
      return Number(left) * Number(right);
    case '/':
      return Number(left) / Number(right);
    case '%':
      return Number(left) % Number(right);
    default:
      return Number(left) + Number(right);
  }
}

function tokensOf(expression: string, scope: FlowScope): Token[] | undefined {
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const [, reference, quoted, number, word, operator] = match;
    if (operator !== undefined) tokens.push({ operator });
    else if (reference !== undefined) tokens.push({ value: lookUp(reference, scope) });
    else if (quoted !== undefined) tokens.push({ value: quoted.replaceAll(/\\(.)/g, '$1') });
    else if (number !== undefined) tokens.push({ value: Number(number) });
    else tokens.push({ value: word === 'true' });
  }
  return tokens;
}

function lookUp(reference: string, scope: FlowScope): unknown {
  return dig(scope, ...(REFERENCE.exec(reference)?.[1] ?? '').split('.'));
}

function isTrue(value: unknown): boolean {
  return (
    value === true ||
    (typeof value === 'string' && value !== '') ||
    (typeof value === 'number' && value !== 0)
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
