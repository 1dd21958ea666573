import { type RetryAdvice } from './retry-advice.js';

/**
 * The kind of an error, by remedy: each kind has its own class.
 *
 * @publicApi
 */
export type GraphErrorKind =
  | 'authentication'
  | 'configuration'
  | 'permission'
  | 'integrity'
  | 'billing'
  | 'throttling'
  | 'quality'
  | 'opt-out'
  | 'transient'
  | 'window'
  | 'recipient'
  | 'request'
  | 'media'
  | 'template'
  | 'registration'
  | 'flow'
  | 'calling'
  | 'group'
  | 'payment'
  | 'account'
  | 'partial'
  | 'unknown';

/** The library's entry for one of Meta's error codes. */
export interface GraphErrorCode {
  readonly kind: GraphErrorKind;
  readonly retry: RetryAdvice;
  /** The meaning, in a few words. */
  readonly title: string;
  /** The remedy, in a sentence. */
  readonly advice: string;
}

const NEVER: RetryAdvice = { kind: 'never' };
const FIX: RetryAdvice = { kind: 'fix' };
const STATUS: RetryAdvice = { kind: 'status' };
const PAIR: RetryAdvice = { kind: 'pair' };
const BACKOFF: RetryAdvice = { kind: 'backoff' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function backoff(limits: { maxRetries?: number; minDelayMs?: number }): RetryAdvice {
  return { kind: 'backoff', ...limits };
}

function wait(time: { ms?: number; until?: string }): RetryAdvice {
  return { kind: 'wait', ...time };
}

function code(kind: GraphErrorKind, retry: RetryAdvice, title: string, advice: string): GraphErrorCode {
  return { kind, retry, title, advice };
}

/** The remedy for a token that is no longer valid. */
export const TOKEN_ADVICE =
  'Issue a new access token (that of a system user does not expire) and set it as `accessToken` (WHATSAPP_ACCESS_TOKEN), or let your AccessTokenProvider give it.';

/**
 * All known error codes of the Cloud API, each with its kind, when it may be retried and what to
 * do. The one place where a code has a meaning; a code that is not here is classified by its range.
 *
 * @publicApi
 */
export const GRAPH_ERROR_CODES: Readonly<Record<number, GraphErrorCode>> = {
  // Authorization and permission
  0: code('authentication', FIX, 'The app user could not be authenticated', TOKEN_ADVICE),
  3: code(
    'permission',
    FIX,
    'The app lacks a capability for this method',
    'Check the permissions of the app and the token in the token debugger.',
  ),
  10: code(
    'permission',
    FIX,
    'Permission missing or removed',
    'Grant the permission to the token, and check that the account may use this API.',
  ),
  102: code('authentication', FIX, 'The session of the access token is over', TOKEN_ADVICE),
  104: code('authentication', FIX, 'The call needs an access token', TOKEN_ADVICE),
  190: code('authentication', FIX, 'Access token expired or invalid', TOKEN_ADVICE),
  200: code(
    'permission',
    FIX,
    'Permission denied',
    'Assign the WhatsApp Business Account to the system user, with the permission that the call needs.',
  ),
  131005: code('permission', FIX, 'Access denied', 'Grant the missing permission to the token.'),
  131062: code(
    'recipient',
    FIX,
    'A business-scoped user id cannot receive this message',
    'Send this message (an authentication template) to the phone number.',
  ),
  137000: code(
    'recipient',
    FIX,
    'The recipient identity key hash no longer matches',
    'Verify the user again, then send with the new hash or without one.',
  ),
  139000: code(
    'flow',
    NEVER,
    'Blocked by integrity checks',
    'The account may not create or publish flows: appeal to Meta.',
  ),

  // Integrity of the account
  368: code(
    'integrity',
    wait({ until: 'the restriction is lifted' }),
    'Account temporarily restricted for a policy violation',
    'Read the account_update webhook and the policy page; stop sending until the restriction is lifted.',
  ),
  130497: code(
    'integrity',
    NEVER,
    'The account may not message users in this country',
    'Do not message users of this country from this account.',
  ),
  131031: code(
    'integrity',
    FIX,
    'Account locked, or the data sent with the request does not match',
    'Check the health status of the account, and the two-step PIN if one was sent.',
  ),
  131037: code(
    'integrity',
    FIX,
    'The number has no approved display name',
    'Have the display name approved in WhatsApp Manager.',
  ),
  131042: code(
    'billing',
    FIX,
    'Payment eligibility problem',
    'Check credit line, currency, time zone and billing of the account; stop campaigns until then.',
  ),
  131044: code(
    'billing',
    FIX,
    'Payment eligibility problem (calling)',
    'Check credit line, currency, time zone and billing of the account.',
  ),
  131045: code(
    'registration',
    FIX,
    'The number is not registered correctly',
    'Register the number, with its certificate, again.',
  ),
  131057: code(
    'transient',
    wait({ ms: MINUTE }),
    'Account in maintenance mode',
    'Wait about a minute (for example for a throughput upgrade), then try again.',
  ),
  131063: code(
    'template',
    FIX,
    'Marketing templates are disabled on the messages endpoint',
    'Send marketing templates through Marketing Messages.',
  ),
  131064: code(
    'quality',
    wait({ until: 'the limit is lifted' }),
    'Messaging limited after template category violations',
    'Correct the categories of the templates.',
  ),
  134011: code(
    'billing',
    FIX,
    'Payments terms not accepted',
    'Accept the terms through the link that Meta gives.',
  ),
  2494100: code(
    'transient',
    wait({ ms: 5 * MINUTE }),
    'The number is in maintenance',
    'Wait some minutes, then try again.',
  ),

  // Throttling and quality
  4: code(
    'throttling',
    wait({ until: 'the usage headers allow it' }),
    'Too many calls by the app',
    'Slow down all calls of the app; the X-App-Usage header tells how far.',
  ),
  80007: code(
    'throttling',
    wait({ until: 'the estimated time to regain access has passed' }),
    'Too many management calls for the account',
    'Cache what you read, and wait as long as the usage header says.',
  ),
  130429: code(
    'throttling',
    backoff({ minDelayMs: 1000 }),
    'Throughput of the number reached',
    "Send below the number's messages per second.",
  ),
  131056: code(
    'throttling',
    PAIR,
    'Too many messages to the same recipient',
    'Wait before the next message to this recipient; other recipients are not affected.',
  ),
  131048: code(
    'quality',
    wait({ until: 'the quality of the number recovers' }),
    'Sending restricted for spam or low quality',
    'Stop bulk messages and check the quality rating of the number; recovery takes hours.',
  ),
  131049: code(
    'quality',
    wait({ ms: 24 * HOUR }),
    'Not delivered, to keep the user engaged',
    'The user has had enough marketing: treat it as final for this campaign, never resend within 24 hours.',
  ),
  131050: code(
    'opt-out',
    NEVER,
    'The user stopped marketing messages',
    'Send this user no marketing until they resume.',
  ),
  130472: code(
    'opt-out',
    NEVER,
    'The user is part of an experiment',
    'Do not resend marketing to this user; other templates are not affected.',
  ),
  133016: code(
    'throttling',
    wait({ ms: 72 * HOUR }),
    'Too many registrations of the number',
    'Stop registering in a loop: 10 calls in 72 hours are allowed.',
  ),
  613: code('throttling', BACKOFF, 'Too many call permission look-ups', 'Look permissions up less often.'),
  131208: code('throttling', BACKOFF, 'Too many group operations', 'Space out group operations.'),
  132069: code(
    'throttling',
    wait({ ms: HOUR }),
    'The flow is throttled',
    'Ten messages an hour may use it until its health is better: mend the endpoint of the flow.',
  ),
  200005: code(
    'template',
    FIX,
    'Template insights are not available',
    'Check that the account is eligible for template insights.',
  ),
  200006: code('template', FIX, 'Template insights cannot be disabled', 'Leave template insights enabled.'),
  200007: code('template', FIX, 'Template insights are not enabled', 'Enable template insights first.'),

  // Validity of the request
  1: code(
    'transient',
    backoff({ maxRetries: 1 }),
    'Unknown API error or bad request',
    "Try once more; then check the request and Meta's status page.",
  ),
  2: code('transient', BACKOFF, 'Temporary outage or overload', "Try again later; check Meta's status page."),
  33: code('request', FIX, 'The id is wrong or what it named was deleted', 'Check the id that was given.'),
  100: code(
    'request',
    FIX,
    'Unsupported, misspelt or badly formed parameter',
    'Correct the parameter that Meta names, send again.',
  ),
  131000: code(
    'transient',
    backoff({ maxRetries: 3 }),
    'Something went wrong',
    'Try again; if it stays, check the request and ask Meta with the fbtrace_id.',
  ),
  131008: code('request', FIX, 'A required parameter is missing', 'Add the parameter that Meta names.'),
  131009: code('request', FIX, 'A parameter value is not valid', 'Correct the parameter that Meta names.'),
  131016: code('transient', BACKOFF, 'Service temporarily unavailable', 'Try again later.'),
  131021: code(
    'recipient',
    NEVER,
    'Recipient and sender are the same',
    'Send to another number than the sending one.',
  ),
  131051: code('request', NEVER, 'Message type not supported', 'Send another type of message.'),
  135000: code(
    'request',
    FIX,
    'Parameters could not be processed',
    'Check the request against the reference.',
  ),
  131055: code(
    'request',
    FIX,
    'Method not allowed',
    'Use the endpoint that fits: marketing templates only for Marketing Messages, no Graph calling on a SIP number.',
  ),
  131059: code(
    'request',
    FIX,
    'Paging cursor not valid or expired',
    'Ask again without before and after, and take new cursors.',
  ),

  // Recipient and delivery
  131026: code(
    'recipient',
    NEVER,
    'Undeliverable',
    'Reach the user another way: not on WhatsApp, old app, terms not accepted or blocked; Meta does not say which.',
  ),
  131030: code(
    'recipient',
    FIX,
    'The recipient is not on the allow-list of the test number',
    'Add the recipient in the app dashboard (at most five), or send from a real number.',
  ),
  131047: code(
    'window',
    FIX,
    'The customer service window is closed',
    'The user wrote more than 24 hours ago: send a template.',
  ),
  1026: code('recipient', NEVER, "The recipient's app lacks the feature", 'Send a plain text instead.'),
  2040: code(
    'payment',
    NEVER,
    'The recipient cannot receive this payment message',
    'Ask for the payment another way.',
  ),
  130501: code(
    'group',
    NEVER,
    'An inbound group message cannot be represented',
    'Nothing to do: the message is not available through the API.',
  ),

  // Media
  131052: code(
    'media',
    NEVER,
    "The user's media could not be downloaded",
    'Ask the user to send it again, smaller or in another form.',
  ),
  131053: code(
    'media',
    FIX,
    'Your media could not be fetched or processed',
    'Check type and size, and upload it instead of linking it.',
  ),

  // Templates
  132000: code(
    'template',
    FIX,
    'The number of parameters differs from the template',
    'Give exactly the parameters that the template has.',
  ),
  132001: code(
    'template',
    FIX,
    'No approved template of this name and language',
    'Check name and language (en is not en_US), and that it is approved.',
  ),
  132005: code('template', FIX, 'The text is too long once filled in', 'Shorten the parameters.'),
  132007: code(
    'template',
    FIX,
    'The content breaks the format or character policy',
    'Change the parameters, or the template.',
  ),
  132008: code('template', FIX, 'A parameter value is not valid', 'Correct the parameter that Meta names.'),
  132012: code(
    'template',
    FIX,
    'A parameter has the wrong format',
    'Give the parameter type and header kind that the template has.',
  ),
  132015: code(
    'template',
    wait({ until: 'the template is unpaused or edited' }),
    'The template is paused for low quality',
    'Improve the template or use another.',
  ),
  132016: code('template', NEVER, 'The template is disabled for good', 'Create a new template.'),
  132018: code(
    'template',
    FIX,
    'Template parameters are not valid',
    'Remove line breaks, tabs and runs of spaces from the parameters.',
  ),
  132068: code('flow', FIX, 'The flow is blocked', 'Mend the flow.'),
  134100: code('template', FIX, 'Not a marketing template', 'Send it through the messages endpoint.'),
  134101: code(
    'template',
    wait({ ms: 10 * MINUTE }),
    'The template is still syncing',
    'Wait ten minutes after it was created or edited.',
  ),
  134102: code(
    'template',
    FIX,
    'The template is not available to Marketing Messages',
    'Check marketing_messages_lite_api_status of the account.',
  ),
  134103: code('template', FIX, 'Marketing Messages refused the template', 'Mend what Meta names.'),
  2388040: code('template', FIX, 'A field of the template is too long', 'Shorten the field.'),
  2388047: code('template', FIX, 'The header of the template is badly formed', 'Correct the header.'),
  2388072: code('template', FIX, 'The body of the template is badly formed', 'Correct the body.'),
  2388073: code('template', FIX, 'The footer of the template is badly formed', 'Correct the footer.'),
  2388293: code(
    'template',
    FIX,
    'Too many variables for the length of the text',
    'Use fewer variables or more text.',
  ),
  2388299: code(
    'template',
    FIX,
    'A variable stands at the start or end of the text',
    'Put text before and after it.',
  ),
  2388019: code(
    'template',
    FIX,
    'The account has as many templates as it may',
    'Delete templates that are not used.',
  ),

  // Registration and number migration
  133000: code(
    'registration',
    FIX,
    'An earlier deregistration is not complete',
    'Deregister the number again, then register it.',
  ),
  133004: code('transient', BACKOFF, 'The server is temporarily unavailable', 'Try again later.'),
  133005: code(
    'registration',
    FIX,
    'Wrong two-step PIN',
    'Give the right PIN, or reset it in WhatsApp Manager.',
  ),
  133006: code(
    'registration',
    FIX,
    'The number must be verified first',
    'Request a code and verify the number, then register it.',
  ),
  133008: code(
    'registration',
    wait({ until: 'the time in the details' }),
    'Too many wrong PINs',
    'Wait as long as Meta says.',
  ),
  133009: code(
    'registration',
    wait({ until: 'the time in the details' }),
    'The PIN was entered too fast',
    'Wait as long as Meta says.',
  ),
  133010: code('registration', FIX, 'The number is not registered', 'Register the number.'),
  133015: code(
    'registration',
    wait({ ms: 5 * MINUTE }),
    'The number was deleted a moment ago',
    'Wait five minutes.',
  ),
  2388001: code(
    'registration',
    FIX,
    'Ownership not confirmed, or two-step verification still on',
    'Confirm ownership and switch two-step verification off at the old place.',
  ),
  2388012: code('registration', NEVER, 'The number is already in this account', 'Nothing to do.'),
  2388091: code('registration', NEVER, 'The number is not migrating', 'Verify it the usual way.'),
  2388093: code('registration', NEVER, 'The number is not migrating', 'Verify it the usual way.'),
  2388103: code(
    'registration',
    FIX,
    'The number cannot be migrated',
    'Read the message: it names the reason.',
  ),

  // Flows
  139001: code(
    'flow',
    FIX,
    'The flow cannot be updated',
    'A published flow is not changed: make a new one from it.',
  ),
  139002: code(
    'flow',
    FIX,
    'The flow cannot be published',
    'Correct its validation errors and its endpoint.',
  ),
  139003: code('flow', FIX, 'The flow cannot be deprecated', 'Only a published flow can be deprecated.'),
  139004: code('flow', FIX, 'The flow cannot be deleted', 'Only a draft can be deleted.'),

  // Calling
  138000: code('calling', FIX, 'Calling is not enabled', 'Enable calling in the settings of the number.'),
  138001: code('calling', NEVER, 'The receiver cannot be called', 'Reach the user another way.'),
  138002: code(
    'throttling',
    BACKOFF,
    'Too many calls at once',
    'Wait until some of the 1000 concurrent calls have ended.',
  ),
  138003: code(
    'calling',
    wait({ until: 'the call ends' }),
    'A call with this user is in progress',
    'Wait until it ends.',
  ),
  138004: code('transient', BACKOFF, 'Connection error', 'Try again; check the SDP if it stays.'),
  138005: code('throttling', BACKOFF, 'Too many calls', 'Start calls less often.'),
  138006: code('calling', FIX, 'The user has not permitted calls', 'Request the permission first.'),
  138007: code(
    'transient',
    BACKOFF,
    'The call did not connect in time',
    'Send the SDP answer sooner, then try again.',
  ),
  138009: code(
    'calling',
    wait({ until: 'the limit of requests is over' }),
    'Too many permission requests',
    'At most one in 24 hours and two in seven days may be sent to a user.',
  ),
  138012: code(
    'calling',
    wait({ until: 'the time in the details' }),
    'Too many connected calls to this user',
    'Wait until the time that Meta names.',
  ),
  138013: code(
    'calling',
    NEVER,
    'This number cannot start calls',
    'Use a number of a country where business-initiated calls are allowed.',
  ),
  138014: code(
    'calling',
    wait({ until: 'the restriction is lifted' }),
    'Calling disabled for low quality',
    'Improve the calls; wait until it is enabled again.',
  ),
  138015: code('calling', FIX, 'Calling cannot be enabled', 'The messaging limit must be at least 2000.'),
  138017: code(
    'calling',
    NEVER,
    'The user has granted a permanent permission already',
    'Call without asking.',
  ),
  138018: code(
    'calling',
    FIX,
    'The technical prerequisites of calling are missing',
    'Configure SIP, or subscribe an app to the calls webhook.',
  ),
  138019: code('calling', BACKOFF, 'The call could not be set up', 'Try again.'),
  138020: code(
    'calling',
    BACKOFF,
    'The relay of the call failed',
    'Try again; check the network of the media server.',
  ),
  138021: code('calling', BACKOFF, 'No media was received', 'Try again; check the media path.'),
  138022: code('calling', BACKOFF, 'No media could be sent', 'Try again; check the media path.'),
  138023: code('calling', BACKOFF, 'The call had no media', 'Try again; check the media path.'),

  // Groups
  131020: code(
    'group',
    wait({ until: 'somebody joins' }),
    'The group has one member only',
    'Wait until somebody joins.',
  ),
  131041: code('group', NEVER, 'Unknown group, or the business is not a member', 'Check the group id.'),
  131201: code(
    'partial',
    STATUS,
    'Only part of it was carried out',
    "Read Meta's answer: it lists what failed.",
  ),
  131202: code('group', FIX, 'A participant is given twice', 'Name each participant once.'),
  131203: code(
    'group',
    FIX,
    'The group request is not valid',
    'Mend what Meta names, and check the participants.',
  ),
  131204: code('group', FIX, 'Too many participants', 'Name fewer participants.'),
  131207: code(
    'integrity',
    wait({ until: 'the suspension is cleared' }),
    'The group is suspended',
    'Wait until Meta clears it.',
  ),
  131209: code('group', FIX, 'The photo is not square', 'Use a square photo.'),
  131210: code('group', FIX, 'The photo is too small', 'Use a photo of at least 192 pixels.'),
  131211: code('group', FIX, 'The number has as many groups as it may', 'Delete a group first.'),
  131212: code('group', NEVER, 'Not a participant of the group', 'Nothing to do.'),
  131213: code('group', NEVER, 'The join request no longer exists', 'Nothing to do.'),
  131214: code(
    'group',
    wait({ until: 'seven days without excess marketing have passed' }),
    'Creating groups is disabled',
    'Send less marketing into groups.',
  ),
  131215: code('group', NEVER, 'The number may not use groups', 'Use a number that is eligible.'),

  // Block users, usernames, sign-ups, synchronisation, payments
  139100: code(
    'partial',
    STATUS,
    'Some or all users could not be blocked or unblocked',
    "Read Meta's answer: it lists who failed and why.",
  ),
  139101: code('account', FIX, 'The block list is full', 'Unblock users first: 64,000 can be blocked.'),
  139102: code(
    'account',
    FIX,
    'The block list changed while it was read',
    'Read it again from the first page.',
  ),
  135002: code(
    'account',
    FIX,
    'The block list changed while it was read',
    'Read it again from the first page.',
  ),
  139103: code('transient', BACKOFF, 'Internal error of the block list', 'Try again later.'),
  147001: code('account', NEVER, 'The username is not available', 'Choose another.'),
  147002: code(
    'account',
    FIX,
    'The messaging limit of the portfolio is too low for a username',
    'Raise the messaging limit first.',
  ),
  147003: code('account', FIX, 'The name belongs to a Facebook Page', 'Link the Page that owns it.'),
  147004: code(
    'account',
    FIX,
    'The name belongs to an Instagram account',
    'Link the Instagram account that owns it.',
  ),
  147005: code(
    'account',
    FIX,
    'Another number of yours has this username',
    'Ask again with transfer_action set to force_transfer.',
  ),
  2494164: code('account', NEVER, 'The sign-up does not exist', 'Check the id.'),
  2494165: code('account', FIX, 'In-app sign-ups are not enabled for this account', 'Enable them first.'),
  2494166: code(
    'account',
    FIX,
    'Unknown placeholder in the confirmation message',
    'Use only the placeholders that Meta lists.',
  ),
  2494167: code('account', FIX, 'The promo code has no value', 'Give the value of the promo code.'),
  2494168: code('account', FIX, 'Terms not accepted', 'Accept the terms.'),
  2494176: code('account', FIX, 'Terms accepted already', 'Leave out `policy`.'),
  2494177: code('account', FIX, 'Wrong URL of the terms', 'Correct the URL.'),
  2494179: code('account', FIX, 'The website is not https', 'Give an https address.'),
  2593107: code(
    'account',
    FIX,
    'Synchronisation was requested already',
    'Onboard the customer again to synchronise once more.',
  ),
  2593108: code(
    'account',
    FIX,
    'Synchronisation was requested too late',
    'Onboard the customer again and request it within 24 hours.',
  ),
  2593109: code('account', NEVER, 'The user declined to share the history', 'Nothing to do.'),
  2046: code(
    'payment',
    FIX,
    'The order cannot go to this status',
    'Send a status that may follow the present one.',
  ),
  2047: code('payment', NEVER, 'The order can no longer be cancelled', 'Refund it outside WhatsApp.'),
  2593079: code('account', NEVER, 'On-behalf-of migration is no longer possible', 'Use embedded sign-up.'),
  2593085: code('account', NEVER, 'On-behalf-of migration is no longer possible', 'Use embedded sign-up.'),
  1752041: code('account', NEVER, 'The client has been invited already', 'Wait for the client to accept.'),
};

const REQUEST_ADVICE = 'Correct what Meta says is wrong with the request.';
const TEMPLATE_ADVICE = 'Compare the message with the template, and look at its status.';
const ACCOUNT_ADVICE = 'Look at the settings of the business account.';

/**
 * Codes that are not in the table, by the range they lie in; both ends belong to it. The first that fits holds. Where a range
 * says nothing of retries, only an error that may pass (transient, 429 or 5xx) is retried.
 */
export const GRAPH_ERROR_RANGES: readonly (readonly [
  from: number,
  to: number,
  kind: GraphErrorKind,
  advice: string,
  retry?: RetryAdvice,
])[] = [
  // Meta sends missing permissions as 500 too.
  [
    200,
    299,
    'permission',
    'Assign the asset, or grant the permission, to the system user of the token.',
    FIX,
  ],
  [130_000, 131_199, 'request', REQUEST_ADVICE],
  [131_200, 131_299, 'group', 'Look at the group, its settings and who is in it.'],
  [131_300, 131_999, 'request', REQUEST_ADVICE],
  [132_000, 132_999, 'template', TEMPLATE_ADVICE],
  [133_000, 133_999, 'registration', 'Look at the registration of the phone number.'],
  [134_000, 134_999, 'template', TEMPLATE_ADVICE],
  [135_000, 135_999, 'request', REQUEST_ADVICE],
  [137_000, 137_999, 'recipient', 'This user cannot get the message.'],
  [138_000, 138_999, 'calling', 'Look at the call, its permission and the call settings.'],
  [139_000, 139_099, 'flow', 'Look at the state and the health of the flow.'],
  [139_100, 139_199, 'account', 'Look at the users of the block list.'],
  [147_000, 147_999, 'account', 'Look at the username that was asked for.'],
  [200_000, 200_999, 'template', TEMPLATE_ADVICE],
  [2_388_000, 2_388_999, 'template', TEMPLATE_ADVICE],
  [2_494_000, 2_494_999, 'account', ACCOUNT_ADVICE],
  [2_593_000, 2_593_999, 'account', ACCOUNT_ADVICE],
];
