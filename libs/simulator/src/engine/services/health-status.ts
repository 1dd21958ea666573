import { BUSINESS_ID } from '../account/business.js';
import { needsNameApproval } from '../rules/account-state.rule.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';

/** The reason why an entity blocks sending. */
interface HealthError {
  readonly error_code: number;
  readonly error_description: string;
  readonly possible_solution: string;
}

/** One of the things that sending depends on. */
interface HealthEntity {
  readonly entity_type: 'PHONE_NUMBER' | 'WABA' | 'BUSINESS' | 'APP' | 'FLOW';
  readonly id: string;
  readonly can_send_message: 'AVAILABLE' | 'LIMITED' | 'BLOCKED';
  /** The errors of an entity that blocks. */
  readonly errors?: readonly HealthError[];
  /** The reasons of an entity that limits. */
  readonly additional_info?: readonly string[];
}

/** Whether a node can send, and what it depends on; the worst of these decides. */
export interface HealthStatus {
  readonly can_send_message: HealthEntity['can_send_message'];
  readonly entities: readonly HealthEntity[];
}

/** The error of the account for each restriction. */
const ACCOUNT_ERRORS: Readonly<Record<string, HealthError>> = {
  locked: {
    error_code: 141_014,
    error_description: 'The account is locked.',
    possible_solution: 'Ask for a review of the account at Meta.',
  },
  unpaid: {
    error_code: 141_006,
    error_description: 'The account has no valid way to pay: what costs something is not sent.',
    possible_solution: 'Add a way to pay to the account.',
  },
  policy: {
    error_code: 368,
    error_description: 'The account is blocked for a time because of a violation of policies.',
    possible_solution: 'Wait until the block ends, and keep the policies.',
  },
  maintenance: {
    error_code: 131_057,
    error_description: 'The account is in maintenance mode.',
    possible_solution: 'Try again in some minutes.',
  },
};
const NOT_REGISTERED: HealthError = {
  error_code: 133_010,
  error_description: 'The number is not registered.',
  possible_solution: 'POST to the register edge of the number.',
};
const NAME_NEEDED: HealthError = {
  error_code: 131_037,
  error_description: 'The display name of the number is not approved.',
  possible_solution: 'Wait for the review of the display name, or ask for another name.',
};
const SEVERITY = ['AVAILABLE', 'LIMITED', 'BLOCKED'] as const;

/** The health of a number: of itself, its account, the business and the app. */
export function numberHealth(state: SimulatorState, entry: PhoneNumberEntry): HealthStatus {
  return worstOf([numberEntity(state, entry), ...accountEntities(state, [entry.number.restriction])]);
}

/** The health of the account: what restricts one of its numbers restricts it. */
export function accountHealth(state: SimulatorState): HealthStatus {
  const { phoneNumbers } = state;
  const restrictions = phoneNumbers.ids.map((id) => phoneNumbers.get(id, 'GET').number.restriction);
  return worstOf(accountEntities(state, restrictions));
}

function numberEntity({ settings }: SimulatorState, entry: PhoneNumberEntry): HealthEntity {
  const { id, nameStatus, qualityRating } = entry.number;
  const nameNeeded = needsNameApproval(entry);
  return entityOf(
    'PHONE_NUMBER',
    id,
    [...(settings.of(id).registered ? [] : [NOT_REGISTERED]), ...(nameNeeded ? [NAME_NEEDED] : [])],
    [
      ...(nameStatus === 'APPROVED' || nameNeeded ? [] : [`The display name is ${nameStatus}.`]),
      ...(qualityRating === 'RED' ? ['The quality rating is RED.'] : []),
    ],
  );
}

function accountEntities({ options }: SimulatorState, restrictions: readonly string[]): HealthEntity[] {
  const errors = [...new Set(restrictions)].flatMap((restriction) => ACCOUNT_ERRORS[restriction] ?? []);
  return [
    entityOf('WABA', options.businessAccountId, errors, []),
    entityOf('BUSINESS', BUSINESS_ID, [], []),
    entityOf('APP', options.appId, [], []),
  ];
}

function entityOf(
  type: HealthEntity['entity_type'],
  id: string,
  errors: readonly HealthError[],
  info: readonly string[],
): HealthEntity {
  const entity = { entity_type: type, id };
  if (errors.length > 0) return { ...entity, can_send_message: 'BLOCKED', errors };
  if (info.length > 0) return { ...entity, can_send_message: 'LIMITED', additional_info: info };
  return { ...entity, can_send_message: 'AVAILABLE' };
}

function worstOf(entities: readonly HealthEntity[]): HealthStatus {
  const worst = Math.max(...entities.map(({ can_send_message }) => SEVERITY.indexOf(can_send_message)));
  return { can_send_message: SEVERITY[worst] ?? 'AVAILABLE', entities };
}
