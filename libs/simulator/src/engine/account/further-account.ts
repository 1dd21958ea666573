import type { SimulatedTemplate } from '../templates/template-definition.js';

/** Another account of the same business. It sends nothing: it has what can be taken over from it. */
export interface FurtherAccount {
  readonly businessAccountId: string;
  readonly templates: readonly SimulatedTemplate[];
}
