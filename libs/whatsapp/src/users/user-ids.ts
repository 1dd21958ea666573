import { idOrNone } from '../common/internal.js';
import { isBusinessScopedUserId } from './business-scoped-user-id.js';

/**
 * The ids that a user is known by, as Meta reports them. Any of them may be missing.
 *
 * @publicApi
 */
export interface UserIds {
  /** The business-scoped user id (BSUID), e.g. `US.13491208655302741918`. */
  readonly userId?: string;
  /** The one that several portfolios of one business share, e.g. `US.ENT.11815799212886844830`. */
  readonly parentUserId?: string;
  /** The phone number, digits alone. */
  readonly waId?: string;
}

/**
 * A user as one of the business's numbers knows it.
 *
 * @publicApi
 */
export interface WhatsAppUser extends UserIds {
  /** The id of the business number. */
  readonly phoneNumberId: string;
}

/** Ids as a payload has them, which nobody has checked. */
export type GivenIds = { readonly [Id in keyof UserIds]?: unknown };

/**
 * Reads ids that nobody has checked; `undefined` where there is none. A business-scoped user id in the place of a phone number is
 * read as what it is.
 */
export function readIds(given: GivenIds): UserIds | undefined {
  const phone = idOrNone(given.waId)?.replace(/^\+/, '');
  const moved = phone !== undefined && isBusinessScopedUserId(phone) ? phone : undefined;
  const isParent = moved?.includes('.ENT.') ?? false;
  const userId = idOrNone(given.userId) ?? (isParent ? undefined : moved);
  const parentUserId = idOrNone(given.parentUserId) ?? (isParent ? moved : undefined);
  const waId = moved === undefined && phone !== '' ? phone : undefined;
  if (userId === undefined && parentUserId === undefined && waId === undefined) return undefined;
  return {
    ...(userId !== undefined && { userId }),
    ...(parentUserId !== undefined && { parentUserId }),
    ...(waId !== undefined && { waId }),
  };
}
