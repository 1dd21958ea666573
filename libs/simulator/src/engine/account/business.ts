/** The business portfolio that owns the account. */
export const BUSINESS_ID = '506914307656634';
/** The fields of that portfolio. */
export const BUSINESS = { name: 'Simulated Business', id: BUSINESS_ID };
