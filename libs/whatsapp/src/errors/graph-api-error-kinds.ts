import { GraphApiError } from './graph-api.error.js';

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
 * Too many calls: slow down; `retryAfterMs` says for how long where Meta told it.
 *
 * @publicApi
 */
export class WhatsAppThrottlingError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_THROTTLING';
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
 * This user is not to receive marketing messages: suppress them.
 *
 * @publicApi
 */
export class WhatsAppOptOutError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_OPT_OUT';
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
 * The customer service window is closed (code 131047): only a template may be sent.
 *
 * @publicApi
 */
export class WhatsAppServiceWindowError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_WINDOW';
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
 * A media file could not be fetched, processed or downloaded.
 *
 * @publicApi
 */
export class WhatsAppMediaError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_MEDIA';
}

/**
 * The template is missing, paused, disabled or does not fit its parameters.
 *
 * @publicApi
 */
export class WhatsAppTemplateError extends GraphApiError {
  readonly code = 'WHATSAPP_GRAPH_TEMPLATE';
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
