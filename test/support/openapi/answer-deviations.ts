/** Operation and status, then the place and the keyword that is broken, with the reason. */
type Places = Readonly<Record<string, Readonly<Record<string, string>>>>;

const WRAPPED = 'its own examples wrap the code into a list under "data", as Meta\'s page does';

const ESCAPED =
  'the pattern is escaped twice and so asks for a backslash, which its own examples do not have';

/** The places where the file contradicts itself: its own examples break the same rule. */
export const fileContradictions: Places = {
  'GET /{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID} 200': {
    '/ required code': WRAPPED,
    '/ required prefilled_message': WRAPPED,
    '/ required deep_link_url': WRAPPED,
  },
  'GET /{Version}/{Phone-Number-ID}/business_compliance_info 200': {
    '/data/*/grievance_officer_details/mobile_number pattern': ESCAPED,
    '/data/*/customer_care_details/mobile_number pattern': ESCAPED,
  },
  'POST /{Version}/{Phone-Number-ID}/calls 200': {
    '/ oneOf': 'neither branch requires anything, so that every answer is of both',
  },
};

/** The places where an answer is as newer pages of Meta's have it, or as another operation of the file does. */
export const answerDeviations: Places = {
  'GET /{Version}/{Phone-Number-ID}/call_permissions 200': {
    '/permission/status enum':
      'since permanent permissions (November 2025) these are no_permission, temporary and permanent',
  },
  'GET /{Version}/{WABA-ID}/phone_numbers 200': {
    '/data/*/status enum': 'the number itself, in its own operation, is CONNECTED',
  },
  'GET /{Version}/{WhatsApp-Account-Number-ID} 200': {
    '/messaging_limit_tier enum': 'the step of 1,000 became one of 2,000 in October 2025: TIER_2K',
  },
};
