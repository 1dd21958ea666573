import type { FastifyReply } from 'fastify';
import type { MediaItem } from '../../engine/media/media-store.js';
import type { RuleSwitches } from '../../engine/state/rule-switches.js';
import type { SimulatorSnapshot } from '../../engine/snapshot/simulator-snapshot.js';
import { FRAME_ANCESTORS } from '../../http/access/tool-access.js';
import { sendBytes } from '../../http/graph/media-routes.js';
import type { BusinessNumberChanges } from '../api/index.js';
import { BODIES, listOf, ref } from '../schemas/index.js';
import { STRING } from '../../schemas/shared/json-schema.js';
import type { ControlCall, ControlRoute } from './control-route.js';

/** The simulator as a whole: how it stands, its rules, its files, what it refused. */
export const STATE_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/state',
    tag: 'Simulator',
    summary: 'How the simulator stands, without people and messages.',
    answer: ref('State'),
    handle: ({ control }) => control.state(),
  },
  {
    method: 'PATCH',
    path: '/phone-numbers/{phoneNumberId}',
    tag: 'Simulator',
    summary: 'Changes a business number: its quality, its limits, what keeps it from sending.',
    body: BODIES.numberChanges,
    answer: ref('BusinessNumber'),
    handle: ({ control, params }, changes: BusinessNumberChanges) =>
      control.updatePhoneNumber(params['phoneNumberId'] ?? '', changes),
  },
  {
    method: 'GET',
    path: '/export',
    tag: 'Simulator',
    summary: 'The state as JSON, to be imported later or elsewhere; the README says what it leaves out.',
    answer: BODIES.snapshot,
    handle: ({ control }) => control.exportState(),
  },
  {
    method: 'POST',
    path: '/import',
    tag: 'Simulator',
    summary: 'Puts an exported state in place of all that there is.',
    body: BODIES.snapshot,
    handle: ({ control }, snapshot: SimulatorSnapshot) => control.importState(snapshot),
  },
  {
    method: 'PUT',
    path: '/rules',
    tag: 'Rules',
    summary: "Switches Meta's rules: all at once by a preset, or single ones.",
    body: BODIES.rules,
    answer: ref('Rules'),
    handle: (
      { control },
      { preset, ...single }: Partial<RuleSwitches> & { readonly preset?: 'meta' | 'lenient' },
    ) => {
      if (preset !== undefined) control.setRules(preset);
      return control.setRules(single);
    },
  },
  {
    method: 'GET',
    path: '/refused',
    tag: 'Simulator',
    summary: 'The newest refused Graph calls, newest first.',
    answer: listOf('RefusedRequest'),
    handle: ({ control }) => control.refused(),
  },
  {
    method: 'GET',
    path: '/media/{mediaId}',
    tag: 'Simulator',
    summary: 'The bytes of a file, without a token.',
    contentType: '*/*',
    handle: (call) => sendFile(call, call.control.media(call.params['mediaId'] ?? '')),
  },
  {
    method: 'GET',
    path: '/linked-media',
    tag: 'Simulator',
    summary: 'What the link of a message gave: the file as it was fetched last.',
    query: { link: STRING },
    contentType: '*/*',
    handle: async (call) => sendFile(call, await call.control.linkedMedia(call.query['link'] ?? '')),
  },
];

/** Files have the type that somebody gave them, and this is the page's own origin: none of them may run as a page. */
function sendFile(
  { reply, headers }: ControlCall,
  file: Pick<MediaItem, 'bytes' | 'mimeType' | 'filename'>,
): FastifyReply {
  const { range } = headers;
  reply
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', `sandbox; ${FRAME_ANCESTORS}`);
  return sendBytes(reply, file, typeof range === 'string' ? range : undefined);
}
