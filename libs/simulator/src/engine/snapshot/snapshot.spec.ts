import { describe, expect, it } from '@jest/globals';
import { EngineUnderTest, NUMBER_ID } from '../../spec-support/engine-under-test.js';
import { exportState } from './export-state.js';
import { importState } from './import-state.js';
import type { SimulatorSnapshot } from './simulator-snapshot.js';

/** Through JSON, as a file or a request would carry it. */
function exported(test: EngineUnderTest): SimulatorSnapshot {
  const snapshot: SimulatorSnapshot = JSON.parse(JSON.stringify(exportState(test.engine.state)));
  return snapshot;
}

describe('a snapshot', () => {
  it('carries everything to another simulator', async () => {
    const test = new EngineUnderTest({
      rules: 'lenient',
      people: [{ phoneNumber: '+16505551234', name: 'Ana' }],
    });
    await test.act({ action: 'send', message: { type: 'image' } });
    await test.act({ action: 'stop_marketing' });
    test.send({ to: '+351912345678' });
    test.sendTemplate('hello_world');
    const group = test.engine.state.groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
    group.participants.add(test.ana);
    test.engine.state.flows.add('booking', ['OTHER'], undefined);
    test.engine.state.faults.add({ kind: 'error', every: 9 });
    await test.pass();
    const snapshot = exported(test);
    const other = new EngineUnderTest({ rules: 'meta', people: [{ phoneNumber: '+33612345678' }] });
    importState(other.engine.state, snapshot);
    expect(exported(other)).toEqual(snapshot);
    expect(other.ana.conversations.get(NUMBER_ID)).toMatchObject({ marketingStopped: true });
    expect(other.engine.state.people.find('33612345678')).toBeUndefined();
    expect(other.engine.state.media.all[0]?.bytes).toEqual(test.engine.state.media.all[0]?.bytes);
    expect(other.engine.state.clock.now()).toBe(snapshot.now);
    expect(other.send()).toHaveProperty('id');
  });

  it('of another version is refused', () => {
    const test = new EngineUnderTest();
    expect(() => importState(test.engine.state, { ...exported(test), version: 1 })).toThrow(
      'reads version 4',
    );
  });
});
