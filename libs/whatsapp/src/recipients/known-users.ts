/** Says which users the business's numbers know: bare digits are an address only where a webhook has shown them. */
export abstract class KnownUsers {
  /** Whether a webhook has shown this number a user with exactly this `wa_id`, as far as that is remembered. */
  abstract knows(phoneNumberId: string, waId: string): Promise<boolean>;
}
