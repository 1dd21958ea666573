/** The business portfolio that owns the account. */
export const BUSINESS_ID = '506914307656634';
