import type { OpenApiFile } from './openapi-file.js';

/** The members of a webhook's value that the file describes, and by which of its schemas. */
const SCHEMAS: Readonly<Record<string, string>> = {
  metadata: 'Metadata',
  contacts: 'ContactProfile',
  statuses: 'Statuses',
  groups: 'Groups',
};

/** The fields that the file knows; it has an older name for that of participants. */
const FIELDS = new Set(['messages', 'group_lifecycle_update', 'group_settings_update']);

interface Payload {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly field: string;
      readonly value: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/** The places where the file contradicts itself about webhooks: its own examples break the same rule. */
export const webhookContradictions: Readonly<Record<string, string>> = {
  'groups: /timestamp type': "its examples print the time as a string, as all of Meta's webhooks do",
};

/** The places where a webhook is as newer pages of Meta's have it. */
export const webhookDeviations: Readonly<Record<string, string>> = {
  'statuses: / required recipient_id':
    'absent since 2026 where the user was addressed by a business-scoped id',
};

/** Lists what is wrong with a webhook: `statuses: /status enum`. Fields and members that the file does not describe are left out. */
export function webhookProblems(file: OpenApiFile, payload: unknown): string[] {
  const webhook = { method: 'post', path: '/whatsapp/webhooks' };
  const { entry } = payload as Payload;
  const changes = entry.flatMap((one) => one.changes).filter(({ field }) => FIELDS.has(field));
  if (changes.length === 0) return [];
  // The schemas of the values are asked one by one: those of messages are of what is sent, not of what comes in.
  const envelope = file
    .requestViolations(webhook, payload)
    .filter((violation) => !violation.startsWith('/entry/*/changes/*/value'));
  return [...envelope, ...changes.flatMap(({ value }) => partProblems(file, value))];
}

function partProblems(file: OpenApiFile, value: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(SCHEMAS).flatMap(([member, schema]) => {
    const found = value[member];
    const parts: readonly unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
    return parts.flatMap((part) =>
      file.violationsOf(schema, part).map((violation) => `${member}: ${violation}`),
    );
  });
}
