/**
 * A plan that was made while a table was small reads it whole, and is kept while the table grows: here only plans by index are left,
 * and a record is looked for by its whole key alone, never by a join. A connection keeps the plans, also where a proxy lends it by
 * transaction.
 */
const byIndex = `LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET jit = off
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_material = off
  SET enable_hashjoin = off SET enable_mergejoin = off`;
/** Rows are read in the order of an index. */
const inOrder = `${byIndex} SET enable_sort = off SET enable_incremental_sort = off`;

/** The server's clock in milliseconds since the UNIX epoch. */
export const clockNow = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::float8';

const row = 'key text, body text, version text, tags text[], due_at float8, expires_at float8';
const columns = 'r.key, r.body, r.version, r.tags, r.due_at, r.expires_at';
const isAlive = '(r.expires_at IS NULL OR r.expires_at > clock)';

/**
 * The functions on the server that a storage calls: one statement to the caller, in which each step
 * sees what others have done. Rows are locked in the order of their keys, so that no two batches
 * wait for each other. Whoever changes the tags of a record holds its lock.
 *
 * @param schema quoted
 */
export function postgresFunctions(schema: string): string {
  const records = `${schema}.records`;
  const tags = `${schema}.tags`;
  const recordOf = (alias: string): string =>
    `SELECT * FROM ${records} AS r WHERE r.collection = ${alias}.collection AND r.key = ${alias}.key OFFSET 0`;
  return `
  CREATE FUNCTION ${schema}.read_records(text[], text[])
  RETURNS TABLE (n int, ${row}) ${byIndex} AS $$
  #variable_conflict use_column
  BEGIN
    RETURN QUERY SELECT i.n::int, ${columns}
      FROM unnest($1, $2) WITH ORDINALITY AS i (collection, key, n)
      CROSS JOIN LATERAL (${recordOf('i')}) AS r;
  END $$;

  -- An INSERT that updates on conflict would bring back records that others have removed: known records are only updated. Whoever has
  -- locked one is about to change it: there is nothing to wait for. Only an INSERT waits for whoever makes the same record.
  -- Of what is written the row has a key alone; of what is there instead it has the record; of what is locked there is none.
  CREATE FUNCTION ${schema}.write_records(text[], text[], text[], text[], text[], text[], float8[], float8[], lock_ms int)
  RETURNS TABLE (n int, ${row}) ${byIndex} AS $$
  #variable_conflict use_column
  DECLARE
    clock float8 := ${clockNow};
    first bigint;
    old record;
    item record;
    each text;
  BEGIN
    IF lock_ms > 0 THEN PERFORM set_config('lock_timeout', lock_ms::text, true); END IF;
    FOR item IN
      SELECT i.collection, i.key, i.expected, i.version, i.body, i.tags::text[] AS tags, i.due_at, i.expires_at, i.n::int AS n
      FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) WITH ORDINALITY
        AS i (collection, key, expected, version, body, tags, due_at, expires_at, n)
      ORDER BY i.collection COLLATE "C", i.key COLLATE "C"
    LOOP
      IF item.expected IS NULL THEN
        INSERT INTO ${records} AS r (collection, key, version, body, tags, due_at, expires_at)
        VALUES (item.collection, item.key, item.version, item.body, item.tags, item.due_at, item.expires_at)
        ON CONFLICT DO NOTHING RETURNING r.first_written INTO first;
      ELSE
        SELECT r.tags, r.due_at, r.first_written, r.body IS NULL OR r.expires_at <= clock AS is_gone INTO old
        FROM ${records} AS r
        WHERE r.collection = item.collection AND r.key = item.key AND r.version = item.expected
        FOR NO KEY UPDATE SKIP LOCKED;
      END IF;
      n := item.n; key := item.key;
      IF NOT FOUND THEN
        SELECT r.body, r.version, r.tags, r.due_at, r.expires_at INTO body, version, tags, due_at, expires_at
        FROM ${records} AS r
        WHERE r.collection = item.collection AND r.key = item.key AND r.version IS DISTINCT FROM item.expected;
        IF FOUND THEN RETURN NEXT; END IF;
        CONTINUE;
      END IF;
      body := NULL; version := NULL; tags := NULL; due_at := NULL; expires_at := NULL;
      RETURN NEXT;

      IF item.expected IS NOT NULL THEN
        UPDATE ${records} AS r
        SET version = item.version, body = item.body, tags = item.tags, due_at = item.due_at, expires_at = item.expires_at,
          first_written = CASE WHEN old.is_gone THEN nextval(${sequence(schema)}) ELSE r.first_written END
        WHERE r.collection = item.collection AND r.key = item.key
        RETURNING r.first_written INTO first;
        CONTINUE WHEN old.tags = item.tags
          AND (old.tags = '{}' OR old.first_written = first AND old.due_at IS NOT DISTINCT FROM item.due_at);
        FOREACH each IN ARRAY old.tags LOOP
          DELETE FROM ${tags} AS t
          WHERE t.collection = item.collection AND t.tag = each AND t.first_written = old.first_written AND t.key = item.key;
        END LOOP;
      END IF;
      INSERT INTO ${tags} (collection, tag, first_written, key, due_at)
      SELECT item.collection, tag, first, item.key, item.due_at FROM unnest(item.tags) AS tag;
    END LOOP;
  END $$;

  CREATE FUNCTION ${schema}.take_records(text, int, float8, text, text)
  RETURNS TABLE (${row}) ${inOrder} AS $$
  #variable_conflict use_column
  DECLARE
    clock float8 := ${clockNow};
    item record;
    each text;
  BEGIN
    ${[
      `IF $5 IS NULL THEN FOR item IN
      SELECT r.first_written, ${columns} FROM ${records} AS r
      WHERE r.collection = $1 AND r.due_at <= clock AND ${isAlive}
      ORDER BY r.due_at, r.key LIMIT $2 FOR UPDATE SKIP LOCKED`,
      `ELSE FOR item IN
      SELECT r.first_written, ${columns}
      FROM ${tags} AS t CROSS JOIN LATERAL (${recordOf('t')} FOR UPDATE SKIP LOCKED) AS r
      WHERE t.collection = $1 AND t.tag = $5 AND t.due_at <= clock AND r.due_at <= clock AND ${isAlive}
      ORDER BY t.due_at, t.key LIMIT $2`,
    ]
      .map(
        (candidates) => `${candidates}
    LOOP
      key := item.key; body := item.body; tags := item.tags; expires_at := item.expires_at;
      version := $4 || left(item.version, 105);
      due_at := clock + $3;
      UPDATE ${records} AS r SET version = take_records.version, due_at = take_records.due_at
      WHERE r.collection = $1 AND r.key = item.key;
      FOREACH each IN ARRAY item.tags LOOP
        UPDATE ${tags} AS t SET due_at = take_records.due_at
        WHERE t.collection = $1 AND t.tag = each AND t.first_written = item.first_written AND t.key = item.key;
      END LOOP;
      RETURN NEXT;
    END LOOP;`,
      )
      .join('\n    ')}
    END IF;
  END $$;
${[
  ['newest_records', 'first_written', 'bigint', '<', 'DESC'],
  ['due_records', 'due_at', 'float8', '>', 'ASC'],
]
  .map(
    ([name, rank, type, comparison, order]) => `
  CREATE FUNCTION ${schema}.${name}(text, text, ${type}, text, int)
  RETURNS TABLE (rank text, ${row}) ${inOrder} AS $$
  #variable_conflict use_column
  DECLARE clock float8 := ${clockNow};
  BEGIN
    RETURN QUERY SELECT t.${rank}::text, ${columns}
      FROM ${tags} AS t CROSS JOIN LATERAL (${recordOf('t')}) AS r
      WHERE t.collection = $1 AND t.tag = $2 AND t.${rank} IS NOT NULL AND (t.${rank}, t.key) ${comparison} ($3, $4)
        AND ${isAlive}
      ORDER BY t.${rank} ${order}, t.key ${order} LIMIT $5;
  END $$;
`,
  )
  .join('')}
  CREATE FUNCTION ${schema}.purge_records(int) RETURNS int ${inOrder} AS $$
  DECLARE
    clock float8 := ${clockNow};
    deleted int := 0;
    item record;
    each text;
  BEGIN
    FOR item IN
      SELECT r.collection, r.key, r.tags, r.first_written FROM ${records} AS r
      WHERE r.expires_at <= clock ORDER BY r.expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
    LOOP
      DELETE FROM ${records} AS r WHERE r.collection = item.collection AND r.key = item.key;
      FOREACH each IN ARRAY item.tags LOOP
        DELETE FROM ${tags} AS t
        WHERE t.collection = item.collection AND t.tag = each AND t.first_written = item.first_written AND t.key = item.key;
      END LOOP;
      deleted := deleted + 1;
    END LOOP;
    RETURN deleted;
  END $$;
  `;
}

/** The sequence of first writes, as a literal. */
export function sequence(schema: string): string {
  return `'${`${schema}.first_writes`.replaceAll("'", "''")}'::regclass`;
}
