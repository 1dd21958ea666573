import { WhatsAppConfigurationError } from '../errors/index.js';
import type { PostgresSession } from './postgres-client.js';
import type { PostgresConnection } from './postgres-connection.js';
import { postgresMigrations } from './postgres-migrations.js';

const minVersion = 130_000;
/** Waiting does not help: wrong credentials, no such database, no right to it. */
const refusals = /^(?:28...|3D000|42501)$/;

/** A name as SQL takes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Checks the server, and makes or migrates the tables: safe where several processes start at once.
 *
 * @returns what the server's settings may lose
 * @throws WhatsAppConfigurationError where records cannot be kept there
 */
export async function openSchema(connection: PostgresConnection, schema: string): Promise<string[]> {
  try {
    const warnings = await checkServer(connection);
    const migrations = postgresMigrations(quoted(schema));
    const version = await versionOf(connection, schema);
    if (version > migrations.length + 1) {
      throw new WhatsAppConfigurationError([
        `The tables of the storage are of version ${version}, and this one knows ${migrations.length}: upgrade nestjs-whatsapp`,
      ]);
    }
    if (version < migrations.length) {
      await connection.transaction((session) => migrate(session, schema, migrations));
    }
    return warnings;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && refusals.test(String(error.code)))) throw error;
    throw new WhatsAppConfigurationError([`PostgreSQL refuses the storage: ${error.message}`], {
      cause: error,
    });
  }
}

async function checkServer(session: PostgresSession): Promise<string[]> {
  const names = [
    'server_version_num',
    'server_version',
    'server_encoding',
    'transaction_read_only',
    'fsync',
    'synchronous_commit',
  ];
  const [row = {}] = await session.query(
    `SELECT ${names.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`,
  );
  const { server_version_num, server_version, server_encoding, transaction_read_only } = row;
  const problems: string[] = [];
  if (Number(server_version_num) < minVersion) {
    problems.push(`The storage needs PostgreSQL 13 or later: the server is ${String(server_version)}`);
  }
  if (server_encoding !== 'UTF8') {
    problems.push(
      `The database of the storage must have the encoding UTF8: it has ${String(server_encoding)}`,
    );
  }
  if (transaction_read_only === 'on') {
    problems.push('The database of the storage can only be read: give the address of the primary server');
  }
  if (problems.length > 0) throw new WhatsAppConfigurationError(problems);
  return [
    ...(row['fsync'] === 'off' ? ['fsync is off: a crash of its machine can destroy all records'] : []),
    ...(row['synchronous_commit'] === 'off'
      ? ['synchronous_commit is off: a crash of the server loses the last records']
      : []),
  ].map((warning) => `PostgreSQL may lose what it has acknowledged: ${warning}`);
}

/** 0 where there are no tables yet. */
async function versionOf(session: PostgresSession, schema: string): Promise<number> {
  const table = `${quoted(schema)}.migrations`;
  const [found] = await session.query('SELECT to_regclass($1) IS NOT NULL AS exists', [table]);
  if (found?.['exists'] !== true) return 0;
  const [last] = await session.query(`SELECT coalesce(max(version), 0) AS version FROM ${table}`);
  return Number(last?.['version']);
}

async function migrate(
  session: PostgresSession,
  schema: string,
  migrations: readonly string[],
): Promise<void> {
  await session.query(`SELECT pg_advisory_xact_lock(hashtext('nestjs-whatsapp'), hashtext($1))`, [schema]);
  const [found] = await session.query('SELECT to_regnamespace($1) IS NOT NULL AS exists', [quoted(schema)]);
  // Only who may make schemas may say IF NOT EXISTS.
  if (found?.['exists'] !== true) await session.query(`CREATE SCHEMA ${quoted(schema)}`);
  await session.query(
    `CREATE TABLE IF NOT EXISTS ${quoted(schema)}.migrations (version int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
  );
  const version = await versionOf(session, schema);
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    await session.query(step);
    await session.query(`INSERT INTO ${quoted(schema)}.migrations (version) VALUES ($1)`, [index + 1]);
  }
}
