/** A user as test payloads name it. */
export interface WebhookUser {
  /** The phone number in digits; `null` leaves it out, as for a user with a username. @default '16505551234' */
  readonly waId?: string | null;
  /** The business-scoped user id; `null` leaves it out, as before April 2026. @default one that belongs to the phone number */
  readonly userId?: string | null;
  /** @default 'Ana' */
  readonly name?: string;
  readonly username?: string;
}

/** A user's entry in `contacts`. */
export interface WebhookContactFixture {
  readonly profile: { readonly name: string; readonly username?: string };
  readonly wa_id?: string;
  readonly user_id?: string;
}

/** The ids of a user, those left out absent. */
export function idsOf({ waId = '16505551234', userId }: WebhookUser): { waId?: string; userId?: string } {
  const known = userId === undefined ? `US.9${waId ?? '000'}` : userId;
  return { ...(waId !== null && { waId }), ...(known !== null && { userId: known }) };
}

/** A user as `contacts` lists it. */
export function contactFixture(user: WebhookUser): WebhookContactFixture {
  const { waId, userId } = idsOf(user);
  const { name = 'Ana', username } = user;
  return {
    profile: { name, ...(username !== undefined && { username }) },
    ...(waId !== undefined && { wa_id: waId }),
    ...(userId !== undefined && { user_id: userId }),
  };
}
