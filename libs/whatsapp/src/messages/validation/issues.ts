import type { ValidationIssue } from '../../errors/index.js';
import { pathOfField, pathOfItem } from './field-path.js';
import { rulesOf } from './field-rules.js';
import { isRecord } from './is-record.js';

/** More issues than this help nobody, and a hostile body could make tens of thousands of them. */
export const MAX_ISSUES = 100;

const unknownField =
  'is not a field that Meta documents here: take it away (what the library does not know yet can be sent with sendRaw)';

/** Runs the rules of a DTO and of the DTOs in it; fields that no rule is about are issues too. */
export function issuesOf(dto: object): readonly ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  collect(dto, '', issues);
  return issues.slice(0, MAX_ISSUES);
}

function collect(dto: object, path: string, issues: ValidationIssue[]): void {
  if (!isRecord(dto)) return;
  const rules = rulesOf(dto);
  for (const field of Object.keys(dto)) {
    // JSON leaves `undefined` out, so an unknown field that is undefined never reaches Meta.
    if (!rules.has(field) && dto[field] !== undefined) {
      issues.push({ path: pathOfField(path, field), message: unknownField });
    }
  }
  for (const [field, { judges, build }] of rules) {
    const value = dto[field];
    // The rule of a stand-in has no field: it is about the value itself.
    const at = field === '' ? path : pathOfField(path, field);
    for (const judge of judges) {
      const message = judge(value, dto);
      if (message !== undefined) issues.push({ path: at, message });
    }
    if (build !== undefined) collectNested(value, at, issues);
  }
}

function collectNested(value: unknown, path: string, issues: ValidationIssue[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => collectNested(item, pathOfItem(path, index), issues));
  } else if (typeof value === 'object' && value !== null) {
    collect(value, path, issues);
  }
}
