import {
  rowsOf,
  withoutDetails,
  type PostgresClient,
  type PostgresRow,
  type PostgresSession,
} from './postgres-client.js';

/** The caller's own client: what is written over it is there when the caller's transaction is committed. */
export class PostgresTransaction implements PostgresSession {
  readonly #client: PostgresClient;

  constructor(client: PostgresClient) {
    this.#client = client;
  }

  async query(text: string, values: unknown[] = []): Promise<PostgresRow[]> {
    try {
      return await rowsOf(this.#client, { text, values });
    } catch (error) {
      throw withoutDetails(error);
    }
  }
}
