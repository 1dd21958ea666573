/** An upload session: where its calls go. */
export interface UploadSession {
  readonly path: string;
  /** Belongs to the session's id: its signature. */
  readonly query: Readonly<Record<string, string>>;
}

/** `upload:MTph…`, and a signature that Meta writes as a query. */
const SESSION_ID = /^(upload:[^\s?#]+)(?:\?([^\s#]*))?$/;

/** Reads the answer that begins a session; `undefined` where it names none. */
export function readSessionId(answer: unknown): UploadSession | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return undefined;
  const [, path, query] = SESSION_ID.exec(String(answer.id)) ?? [];
  return path === undefined ? undefined : { path, query: Object.fromEntries(new URLSearchParams(query)) };
}
