/** The injection token of a {@link RandomSource}; without a provider `Math.random` is used. */
export const WHATSAPP_RANDOM_SOURCE = Symbol('WHATSAPP_RANDOM_SOURCE');

/** Gives a number from 0 up to, not including, 1. */
export type RandomSource = () => number;
