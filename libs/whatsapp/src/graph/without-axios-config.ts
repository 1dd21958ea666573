import { isAxiosError } from 'axios';

/** An error that may be kept as a cause: axios's own carry the request's config, and with it the access token. */
export function withoutAxiosConfig(error: unknown): unknown {
  if (!isAxiosError(error)) {
    return error;
  }
  return Object.assign(new Error(error.message), { name: error.name, code: error.code });
}
