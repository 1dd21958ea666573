/** Somebody on the other side: a user of WhatsApp who talks with the business. */
export interface SimulatedPerson {
  /** The number in international form, `+16505551234`; absent for a user known by id only. */
  readonly phoneNumber?: string;
  /** The name in the user's profile. */
  readonly name?: string;
  /** The username, for those who adopted one. */
  readonly username?: string;
  /** The business-scoped user id. @default derived from the phone number */
  readonly userId?: string;
}
