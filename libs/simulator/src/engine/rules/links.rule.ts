import { mediaFormatProblem } from '../media/media-formats.js';
import { namedMedia, type NamedMedia } from '../media/named-media.js';
import type { LateResult, SendContext, SendRule } from './send-rule.js';

/**
 * A link must give a file of the right type, size and first bytes. It is fetched once in ten minutes for each exact address, which
 * a query tells apart from others. Reported late, as 131053.
 */
export const links: SendRule = {
  name: 'links',
  fail: (context) => {
    const linked = namedMedia(context.type, context.request).filter(({ link }) => link !== undefined);
    return linked.length === 0 ? undefined : check(linked, context);
  },
};

async function check(linked: readonly NamedMedia[], { state, now }: SendContext): Promise<LateResult> {
  for (const { link = '', kind } of linked) {
    const fetched = await state.links.get(link, now);
    const problem =
      'problem' in fetched ? fetched.problem : mediaFormatProblem(kind, fetched.mimeType, fetched.bytes);
    if (problem !== undefined) return { code: 131053, details: problem };
  }
  return undefined;
}
