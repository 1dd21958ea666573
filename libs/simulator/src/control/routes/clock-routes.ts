import { BODIES, ref } from '../schemas/index.js';
import type { ControlRoute } from './control-route.js';

/** The clock. */
export const CLOCK_ROUTES: readonly ControlRoute[] = [
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
];
