/** One row of the error table. */
export interface GraphErrorEntry {
  readonly title: string;
  readonly httpStatus: number;
}

/**
 * Title and HTTP status of each error code, after Meta's error reference of December 2025.
 * Throttling comes as 400 there, not as 429, except for calling and groups.
 */
const ERRORS: ReadonlyMap<number, GraphErrorEntry> = new Map(
  (
    [
      [0, 401, 'Unable to authenticate the app user'],
      [1, 400, 'Invalid request or possible server error'],
      [2, 503, 'Service temporarily unavailable'],
      [3, 500, 'Capability or permissions issue'],
      [4, 400, 'Application request limit reached'],
      [10, 403, 'Permission is either not granted or has been removed'],
      [33, 400, 'The business phone number has been deleted'],
      [100, 400, 'Invalid parameter'],
      [190, 401, 'Invalid OAuth access token - Cannot parse access token'],
      [368, 403, 'Temporarily blocked for policy violations'],
      [613, 429, 'Calls to this API have exceeded the rate limit'],
      [2200, 400, 'Callback verification failed'],
      [2500, 400, 'Unknown path components'],
      [80007, 400, 'Rate limit issues'],
      [130429, 400, 'Rate limit hit'],
      [130472, 400, "User's number is part of an experiment"],
      [130497, 403, 'Business account is restricted from messaging users in this country'],
      [131000, 500, 'Something went wrong'],
      [131005, 403, 'Access denied'],
      [131008, 400, 'Required parameter is missing'],
      [131009, 400, 'Parameter value is not valid'],
      [131016, 500, 'Service unavailable'],
      [131020, 400, 'Group has no other participants'],
      [131021, 400, 'Recipient cannot be sender'],
      [131026, 400, 'Message undeliverable'],
      [131030, 400, 'Recipient phone number not in allowed list'],
      [131031, 403, 'Account has been locked'],
      [131037, 400, 'Phone number needs display name approval before sending messages'],
      [131041, 400, 'Unknown group'],
      [131042, 400, 'Business eligibility payment issue'],
      [131045, 500, 'Incorrect certificate'],
      [131047, 400, 'Re-engagement message'],
      [131048, 400, 'Spam rate limit hit'],
      [131049, 400, 'Message not delivered to maintain healthy ecosystem engagement'],
      [131050, 400, 'User has stopped marketing messages from this business'],
      [131051, 400, 'Unsupported message type'],
      [131052, 400, 'Media download error'],
      [131053, 400, 'Media upload error'],
      [131055, 400, 'Method not allowed'],
      [131056, 400, '(Business Account, Consumer Account) pair rate limit hit'],
      [131057, 500, 'Account in maintenance mode'],
      [131059, 400, 'Pagination cursor is invalid or expired'],
      [131062, 400, 'Business-scoped user ID not accepted for this message'],
      [131063, 400, 'Marketing templates are disabled on this endpoint'],
      [131064, 400, 'Messaging limit reached because of template category violations'],
      [131207, 403, 'Group suspended'],
      [131212, 400, 'Not a participant of the group'],
      [131213, 400, 'Join request does not exist'],
      [131208, 429, 'Group rate limit hit'],
      [132000, 400, 'Number of parameters does not match the expected number of params'],
      [132001, 404, 'Template name does not exist in the translation'],
      [132005, 400, 'Translated text too long'],
      [132007, 400, 'Template format character policy violated'],
      [132008, 400, 'Template parameter value is not valid'],
      [132012, 400, 'Parameter format does not match format in the created template'],
      [132015, 400, 'Template is paused'],
      [132016, 400, 'Template is disabled'],
      [132018, 400, 'Template parameters are not valid'],
      [132068, 400, 'Flow is in blocked state'],
      [132069, 400, 'Flow is in throttled state'],
      [133004, 503, 'Server temporarily unavailable'],
      [133005, 400, 'Two step verification PIN mismatch'],
      [133010, 400, 'Phone number not registered'],
      [133016, 400, 'Account register or deregister rate limit exceeded'],
      [134011, 400, 'Payments terms of service have not been accepted'],
      [134100, 400, 'Only marketing messages supported'],
      [134101, 400, 'Template still syncing'],
      [134102, 500, 'Template unavailable for use'],
      [135000, 400, 'Generic user error'],
      [137000, 400, 'Recipient identity key hash does not match'],
      [138001, 400, 'Receiver is not callable'],
      [138003, 400, 'Call already in progress'],
      [138006, 401, 'No approved call permission'],
      [138002, 429, 'Concurrent calls limit reached'],
      [138005, 429, 'Call rate limit hit'],
      [138009, 400, 'Call permission request limit hit'],
      [138017, 400, 'Permanent call permission already granted'],
      [139000, 400, 'Blocked by integrity'],
      [139001, 400, 'Flow cannot be updated'],
      [139002, 400, 'Flow cannot be published'],
      [139003, 400, 'Flow cannot be deprecated'],
      [139004, 400, 'Flow cannot be deleted'],
      [139100, 400, 'Failed to block or unblock some users'],
    ] as const
  ).map(([code, httpStatus, title]) => [code, { httpStatus, title }]),
);

/** Title and HTTP status for an error code; a code the table lacks gets those of its family. */
export function graphErrorEntry(code: number): GraphErrorEntry {
  const entry = ERRORS.get(code);
  if (entry) return entry;
  if (code >= 200 && code <= 299) return { title: 'Permissions error', httpStatus: 403 };
  return { title: 'An error occurred', httpStatus: 400 };
}
