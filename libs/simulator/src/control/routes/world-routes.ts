import type { FaultOrder } from '../../engine/faults/fault-order.js';
import type { RuleSwitches } from '../../engine/rules/rule-switches.js';
import type { SimulatorSnapshot } from '../../engine/snapshot/simulator-snapshot.js';
import { sendBytes } from '../../http/graph/media-routes.js';
import type { TemplateReview } from '../api/index.js';
import { BODIES, listOf, ref } from '../openapi/schemas.js';
import type { ControlRoute } from './control-route.js';

/** The clock, the faults, the rules, the templates, and what was refused. */
export const WORLD_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/state',
    tag: 'Simulator',
    summary: 'How the simulator stands, without people and messages.',
    answer: ref('State'),
    handle: ({ control }) => control.state(),
  },
  {
    method: 'GET',
    path: '/export',
    tag: 'Simulator',
    summary: 'The whole state as JSON, to be imported later or elsewhere.',
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
    method: 'GET',
    path: '/clock',
    tag: 'Clock',
    summary: 'The simulated time.',
    answer: ref('Clock'),
    handle: ({ control }) => control.clock(),
  },
  {
    method: 'PUT',
    path: '/clock',
    tag: 'Clock',
    summary: 'Simulated seconds a real second; 0 stands still.',
    body: BODIES.speed,
    answer: ref('Clock'),
    handle: ({ control }, { speed }: { readonly speed: number }) => control.setSpeed(speed),
  },
  {
    method: 'POST',
    path: '/clock/advance',
    tag: 'Clock',
    summary: 'Moves the clock on; answers when all that fell due has happened.',
    body: BODIES.advance,
    answer: ref('Clock'),
    handle: ({ control }, { ms }: { readonly ms: number }) => control.advance(ms),
  },
  {
    method: 'GET',
    path: '/faults',
    tag: 'Faults',
    summary: 'The faults on order.',
    answer: listOf('Fault'),
    handle: ({ control }) => control.faults(),
  },
  {
    method: 'POST',
    path: '/faults',
    tag: 'Faults',
    summary: 'Orders a fault: for the next ones, every n-th, or by probability.',
    body: BODIES.newFault,
    answer: ref('Fault'),
    handle: ({ control }, body: FaultOrder) => control.addFault(body),
  },
  {
    method: 'DELETE',
    path: '/faults',
    tag: 'Faults',
    summary: 'Takes all faults back.',
    handle: ({ control }) => control.clearFaults(),
  },
  {
    method: 'DELETE',
    path: '/faults/{faultId}',
    tag: 'Faults',
    summary: 'Takes a fault back.',
    handle: ({ control, params }) => control.removeFault(params['faultId'] ?? ''),
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
    path: '/templates',
    tag: 'Templates',
    summary: 'The templates of the account.',
    answer: listOf('Template'),
    handle: ({ control }) => control.templates(),
  },
  {
    method: 'POST',
    path: '/templates/{templateId}/review',
    tag: 'Templates',
    summary: "Meta's decision: approve, reject, pause, …; its quality; what pacing does with its messages.",
    body: BODIES.review,
    answer: ref('Template'),
    handle: ({ control, params }, body: TemplateReview) =>
      control.reviewTemplate(params['templateId'] ?? '', body),
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
    handle: ({ control, params, reply, headers }) => {
      const range = headers['range'];
      // Uploads have the type that was given with them, and this is the page's own origin: none of them may run as a page.
      reply.header('x-content-type-options', 'nosniff').header('content-security-policy', 'sandbox');
      return sendBytes(
        reply,
        control.media(params['mediaId'] ?? ''),
        typeof range === 'string' ? range : undefined,
      );
    },
  },
];
