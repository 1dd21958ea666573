import { classifyGraphError } from './classify-graph-error.js';
import type { GraphErrorFields } from './graph-api.error.js';

/** The details that a policy has of a condition that Meta has a code for. */
export interface PolicyRefusal {
  /** The policy's name. */
  readonly policy: string;
  /** The reason, in a sentence without content of the message. */
  readonly reason: string;
  /** The code with which Meta would have refused. */
  readonly graphCode: number;
  /** The remedy. @default the advice of Meta's table of codes */
  readonly advice?: string;
}

/** The fields of the error that a policy throws in Meta's place: what the table says of the code, and who found it. */
export function policyRefusal({ policy, reason, graphCode, advice }: PolicyRefusal): GraphErrorFields {
  const known = classifyGraphError({ code: graphCode });
  return {
    origin: 'policy',
    policy,
    reason,
    graphCode,
    kind: known.kind,
    retry: known.retry,
    title: known.title,
    advice: advice ?? known.advice,
  };
}
