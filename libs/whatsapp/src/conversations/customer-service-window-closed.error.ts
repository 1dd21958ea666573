import { SendRefusedError } from '../errors/index.js';

/**
 * The message was not sent, because the user's customer service window is closed: only a template may be sent until the user
 * writes or calls again.
 *
 * @publicApi
 */
export class CustomerServiceWindowClosedError extends SendRefusedError {
  override readonly code = 'WHATSAPP_SERVICE_WINDOW_CLOSED';
  /** What may be sent. */
  readonly allowed = 'template';

  constructor(
    /** When the window closed; 24 hours after the user's last message or call. */
    readonly closedAt: Date,
  ) {
    super(
      'customer service window',
      `the user's window closed at ${closedAt.toISOString()}: the last message or call of the user is more than 24 hours old, so only a template may be sent`,
      {
        equivalentGraphCode: 131047,
        advice:
          'Send a template, declare one in `conversations.fallbackTemplate` or in `SendOptions.fallbackTemplate`, or wait until the user writes.',
      },
    );
  }
}
