import { postgresFunctions, sequence } from './postgres-functions.js';

/**
 * The migrations that make the tables, step by step. A step that has been published is never
 * changed, and none removes what the version before calls: both run at once during a deployment.
 *
 * `body` is text, since jsonb refuses NUL and loses the order of fields. Times are float8, as JavaScript's numbers are: a due time is
 * a fence, and must come back exactly.
 *
 * @param schema quoted
 */
export function postgresMigrations(schema: string): readonly string[] {
  return [
    `
  CREATE SEQUENCE ${schema}.first_writes;
  CREATE TABLE ${schema}.records (
    collection text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    version text NOT NULL,
    body text,
    tags text[] NOT NULL,
    due_at float8,
    expires_at float8,
    first_written bigint NOT NULL DEFAULT nextval(${sequence(schema)}),
    PRIMARY KEY (collection, key)
  ) WITH (fillfactor = 80);
  CREATE INDEX records_due ON ${schema}.records (collection, due_at, key) WHERE due_at IS NOT NULL;
  CREATE INDEX records_expired ON ${schema}.records (expires_at) WHERE expires_at IS NOT NULL;
  CREATE TABLE ${schema}.tags (
    collection text COLLATE "C" NOT NULL,
    tag text COLLATE "C" NOT NULL,
    first_written bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    due_at float8,
    PRIMARY KEY (collection, tag, first_written, key)
  );
  CREATE INDEX tags_due ON ${schema}.tags (collection, tag, due_at, key) WHERE due_at IS NOT NULL;
  ${postgresFunctions(schema)}`,
  ];
}
