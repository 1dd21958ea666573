import { GraphApiError, type GraphErrorFields, type GraphErrorOptions } from './graph-api.error.js';
import type { TemplateIssue } from './template-issue.js';
import type { ValidationIssue } from './validation.error.js';

/** The property of a file that WhatsApp does not accept. */
export type MediaRefusal = 'empty' | 'type' | 'size' | 'pixels' | 'channels' | 'color' | 'source' | 'link';

// One file for all kinds: each is a name and a code, and only together do they read as the list they are.

/**
 * The access token is missing, expired or invalid: renew it and alert the operator.
 *
 * @publicApi
 */
export class WhatsAppAuthenticationError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_AUTHENTICATION';
}

/**
 * A setting of the account is wrong (its number's id, its app secret): `advice` names it.
 *
 * @publicApi
 */
export class WhatsAppGraphConfigurationError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_CONFIGURATION';
}

/**
 * The token, the app or the account may not do this: grant the permission or assign the asset.
 *
 * @publicApi
 */
export class WhatsAppPermissionError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_PERMISSION';
}

/**
 * Meta has restricted, locked or not approved the account, the number or the group.
 *
 * @publicApi
 */
export class WhatsAppIntegrityError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_INTEGRITY';
}

/**
 * Payment set-up stops the message: credit line, billing settings or payments terms.
 *
 * @publicApi
 */
export class WhatsAppBillingError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_BILLING';
}

/**
 * Meta received too many calls: slow down; `retryAfterMs` says for how long where Meta told it.
 * With `origin: 'policy'`: `maxWaiting` messages wait for the rate limiter of the number already.
 *
 * @publicApi
 */
export class WhatsAppThrottlingError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_THROTTLING';
  /** The number whose queue is full. */
  declare readonly phoneNumberId?: string;
  /** The number of messages that may wait for the rate limiter: `throughput.maxWaiting`. */
  declare readonly maxWaiting?: number;

  constructor(
    {
      phoneNumberId,
      maxWaiting,
      ...fields
    }: GraphErrorFields & Pick<WhatsAppThrottlingError, 'phoneNumberId' | 'maxWaiting'>,
    options?: GraphErrorOptions,
  ) {
    super(fields, options);
    assignKnown(this, { phoneNumberId, maxWaiting });
  }
}

/**
 * Quality or spam protection held the message back: sending on makes it worse.
 *
 * @publicApi
 */
export class WhatsAppQualityError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_QUALITY';
}

/**
 * This user is not to receive marketing messages: suppress them. With `origin: 'policy'` the refusal is known here.
 *
 * @publicApi
 */
export class WhatsAppOptOutError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_OPT_OUT';
  /** The time and the place of the user's opt-out, where they are known here. */
  declare readonly since?: { readonly at: Date; readonly source: string };

  constructor(
    { since, ...fields }: GraphErrorFields & Pick<WhatsAppOptOutError, 'since'>,
    options?: GraphErrorOptions,
  ) {
    super(fields, options);
    assignKnown(this, { since });
  }
}

/**
 * A passing fault at Meta: the same request may succeed later.
 *
 * @publicApi
 */
export class WhatsAppTransientError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_TRANSIENT';
}

/**
 * The customer service window is closed (code 131047): only a template may be sent until the user writes or calls again.
 *
 * @publicApi
 */
export class WhatsAppServiceWindowError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_WINDOW';
  /** The kind of message that may still be sent. */
  readonly allowed = 'template';
  /** The time when the window closed, where that is known here; 24 hours after the user's last message or call. */
  declare readonly closedAt?: Date;

  constructor(
    { closedAt, ...fields }: GraphErrorFields & Pick<WhatsAppServiceWindowError, 'closedAt'>,
    options?: GraphErrorOptions,
  ) {
    super(fields, options);
    assignKnown(this, { closedAt });
  }
}

/**
 * This recipient cannot receive this message.
 *
 * @publicApi
 */
export class WhatsAppRecipientError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_RECIPIENT';
}

/**
 * The request breaks a rule of the API: change what Meta names.
 *
 * @publicApi
 */
export class WhatsAppInvalidRequestError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_REQUEST';
}

/**
 * A media file is not as WhatsApp takes it, or could not be fetched, processed or downloaded by Meta.
 *
 * @publicApi
 */
export class WhatsAppMediaError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_MEDIA';
  /** The fault of the file, where it was found here, before any of it was sent. */
  declare readonly refusal?: MediaRefusal;
  /** The faults, each with its field (`file` or `link`) and what would be accepted; empty where Meta found it. */
  readonly issues: readonly ValidationIssue[];

  constructor(
    {
      refusal,
      issues = [],
      ...fields
    }: GraphErrorFields & Partial<Pick<WhatsAppMediaError, 'refusal' | 'issues'>>,
    options?: GraphErrorOptions,
  ) {
    super(fields, options);
    assignKnown(this, { refusal });
    this.issues = issues;
  }
}

/**
 * The template is missing, paused, disabled or does not fit its parameters.
 *
 * @publicApi
 */
export class WhatsAppTemplateError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_TEMPLATE';
  /** The template's name, where it was found here. */
  declare readonly template?: string;
  declare readonly language?: string;
  /** All faults; empty where Meta found them, which names one thing in `details`. */
  readonly issues: readonly TemplateIssue[];

  constructor(
    {
      template,
      language,
      issues = [],
      ...fields
    }: GraphErrorFields & Partial<Pick<WhatsAppTemplateError, 'template' | 'language' | 'issues'>>,
    options?: GraphErrorOptions,
  ) {
    super(fields, options);
    assignKnown(this, { template, language });
    this.issues = issues;
  }
}

/**
 * Registration, verification or migration of the business phone number.
 *
 * @publicApi
 */
export class WhatsAppRegistrationError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_REGISTRATION';
}

/**
 * A flow is blocked or in the wrong state.
 *
 * @publicApi
 */
export class WhatsAppFlowError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_FLOW';
}

/**
 * A call or a call permission request.
 *
 * @publicApi
 */
export class WhatsAppCallingError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_CALLING';
}

/**
 * A group, its participants or its settings.
 *
 * @publicApi
 */
export class WhatsAppGroupError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_GROUP';
}

/**
 * An order or its payment status.
 *
 * @publicApi
 */
export class WhatsAppPaymentError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_PAYMENT';
}

/**
 * Block lists, usernames, sign-ups and onboarding of the business account.
 *
 * @publicApi
 */
export class WhatsAppAccountManagementError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_ACCOUNT';
}

/**
 * Part of the request was carried out: `body` lists which part.
 *
 * @publicApi
 */
export class WhatsAppPartialSuccessError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_PARTIAL';
}

/**
 * An error that Meta reported with a code that the library does not know.
 *
 * @publicApi
 */
export class WhatsAppUnknownGraphError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_UNKNOWN';
}

/** Sets the fields that are known. The others are absent, and not undefined, so that they do not show in logs. */
function assignKnown(error: GraphApiError, fields: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) Object.assign(error, { [key]: value });
  }
}
