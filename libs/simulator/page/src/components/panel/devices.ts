import type { Device } from '../../../../src/control/api/index.js';

/** The devices and what people read. */
export const DEVICES: readonly (readonly [Device, string])[] = [
  ['android', 'Android'],
  ['ios', 'iPhone'],
  ['web', 'Web'],
  ['kaios', 'KaiOS'],
];
