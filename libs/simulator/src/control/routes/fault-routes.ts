import type { FaultOrder } from '../../engine/faults/fault-order.js';
import { BODIES, listOf, ref } from '../schemas/index.js';
import type { ControlRoute } from './control-route.js';

/** The faults on order. */
export const FAULT_ROUTES: readonly ControlRoute[] = [
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
];
