import { expect, test } from 'vitest';
import { minutesAhead } from '../../../web/routes/terrain/device-clock.ts';
import { stamped } from '../../../web/routes/terrain/said-at.ts';
import { paris, pass, slotAt, zone } from '../../support/said.ts';

const SERVER = 'Sat, 21 Nov 2026 14:00:00 GMT';
const at = (clock: string) => Date.parse(`2026-11-21T${clock}Z`);

test('a phone’s clock is wrong past two minutes, whichever way', () => {
  expect(minutesAhead(SERVER, at('14:01:59'), at('14:02:00'))).toBeNull();
  expect(minutesAhead(SERVER, at('14:07:00'), at('14:07:01'))).toBe(7);
  expect(minutesAhead(SERVER, at('13:54:59'), at('13:55:00'))).toBe(-5);
});

test('a slow answer, or one that tells no time, accuses nobody', () => {
  expect(minutesAhead(SERVER, at('13:50:00'), at('14:10:00'))).toBeNull();
  expect(minutesAhead(null, at('14:30:00'), at('14:30:01'))).toBeNull();
});

test('[M07] what is memory tells the moment of the tap, a pass its half-hour alone', () => {
  const tap = paris('15:12');
  expect(stamped({ type: 'ComeUp' }, tap)).toEqual({ type: 'ComeUp', saidAt: tap });
  const made = pass(zone('z-dormoy'), slotAt('15:00'));
  expect(stamped(made, tap)).toBe(made);
});
