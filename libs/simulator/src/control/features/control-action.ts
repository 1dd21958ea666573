import type { Action } from '../../engine/actions/person-action.js';

/** A person's action, and the business number it is about. */
export type ControlAction = Action & { readonly phoneNumberId?: string | undefined };
