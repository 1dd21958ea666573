import { WhatsAppConfigurationError } from 'nestjs-whatsapp';
import { InvalidAllowedHostError } from './read-allowed-hosts.js';
import { InvalidPortError } from './read-port.js';
import { InvalidStorageUrlError } from './read-storage.js';

/** Describes a setting of the sample's own in full: its message is all there is to say. */
const settings = [InvalidPortError, InvalidAllowedHostError, InvalidStorageUrlError];

/**
 * Says in a line or two why the app did not start and what to do. Only a failure that nobody foresaw is shown with its stack.
 *
 * @param portVariable the environment variable to change where the port is taken
 */
export function describeStartFailure(error: unknown, portVariable: string): string {
  if (error instanceof WhatsAppConfigurationError) {
    return `${error.message}\nThe sample reads its settings from environment variables or a .env file: \`phoneNumberId\` is WHATSAPP_PHONE_NUMBER_ID, and so on (README.md has the table).`;
  }
  if (settings.some((Kind) => error instanceof Kind) && error instanceof Error) return error.message;
  if (isPortInUse(error)) {
    return `Port ${error.port} is already in use. Set ${portVariable} to a free port and start again.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isPortInUse(error: unknown): error is Error & { port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error;
}
