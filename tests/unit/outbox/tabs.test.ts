import { expect, test } from 'vitest';
import { DEPARTURE, Device, settled } from './device.ts';

test('what is said in one tab is seen in the other, and leaves both once it is answered', async () => {
  const device = new Device();
  const [one, other] = [device.page(), device.page()];
  const { answer } = one.say();
  await settled();
  expect([one.states, other.states]).toEqual([['sur-ce-telephone'], ['sur-ce-telephone']]);
  one.connect();
  expect(await answer).toEqual({ outcome: 'transmis' });
  await settled();
  expect([one.states, other.states, device.kept]).toEqual([[], [], []]);
  expect(other.core.snapshot.last?.id).toBe(one.said[0]);
});

test('two tabs send once, in the order of the device', async () => {
  const device = new Device();
  const [one, other] = [device.page(), device.page()];
  const ids = [];
  for (let turn = 0; turn < 10; turn += 1) {
    ids.push((turn % 2 ? one : other).say().id);
    await settled();
  }
  one.connect();
  other.connect();
  await settled();
  expect(device.server.received).toEqual(ids);
  expect([one.states, other.states]).toEqual([[], []]);
});

test('a tab that is connected sends what the others said, and their askers are told', async () => {
  const device = new Device();
  const [cut, connected] = [device.page(), device.page()];
  connected.connect();
  await settled();
  device.server.refuses = ({ command }) => (command.type === 'RecordDeparture' ? 'NobodyInside' : null);
  const [accepted, refused] = [cut.say(), cut.say(DEPARTURE)];
  expect(await Promise.all([accepted.answer, refused.answer])).toEqual([
    { outcome: 'transmis' },
    { outcome: 'refuse', refusal: 'NobodyInside' },
  ]);
  await settled();
  expect([cut.states, connected.states]).toEqual([['refuse'], ['refuse']]);
});

test('what is dismissed in one tab leaves the other', async () => {
  const device = new Device();
  device.server.refuses = () => 'NobodyInside';
  const [one, other] = [device.page(), device.page()];
  one.connect();
  const { id } = one.say(DEPARTURE);
  await settled();
  expect(other.states).toEqual(['refuse']);
  other.core.dismiss(id);
  await settled();
  expect([one.states, other.states, device.kept]).toEqual([[], [], []]);
});

test('a tab killed while it sends lets the other go on', async () => {
  const device = new Device();
  device.server.fate = () => 'answer lost';
  const [one, other] = [device.page({ diesAfter: 12 }), device.page()];
  const { id } = one.say();
  one.connect();
  await settled();
  one.kill();
  device.server.fate = () => 'answered';
  other.connect();
  await settled();
  expect([device.server.done, other.states, device.kept]).toEqual([[id], [], []]);
});
