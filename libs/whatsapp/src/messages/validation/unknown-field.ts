/** Fields that the API before this one had, that are spelt otherwise here, or that stand elsewhere. */
const knownMistakes: readonly (readonly [path: RegExp, advice: string])[] = [
  [/(?:^|\.)wa-id$/, 'is how the On-Premises API wrote it: write wa_id'],
  [
    /^template\.namespace$/,
    'is of the On-Premises API: take it away, the Cloud API finds a template by name and language',
  ],
  [
    /\.provider$/,
    'is of the On-Premises API: take it away, and give a `link` that needs no login, or upload the file and give its `id`',
  ],
  [/^preview_url$/, 'belongs into `text`: write text.preview_url'],
];

/** What to do about a field that Meta does not document. */
export function adviceForUnknownField(path: string): string {
  const advice = knownMistakes.find(([mistake]) => mistake.test(path))?.[1];
  return (
    advice ??
    'is not a field that Meta documents here: take it away (what the library does not know yet can be sent with sendRaw)'
  );
}
