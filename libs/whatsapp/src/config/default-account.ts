/** The name of the account that the short form of the options configures, and of the one used where none is named. */
export const DEFAULT_ACCOUNT = 'default';
