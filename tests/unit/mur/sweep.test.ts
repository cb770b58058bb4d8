import { expect, test } from 'vitest';
import { isSweeping } from '../../../web/routes/mur/sweep.ts';

const night = { hour: '04:30', speed: 1, level: 'C0', alarms: 0 } as const;

test('[W12] the panel is cleaned in the minute of 04:30 and in no other', () => {
  expect(isSweeping(night)).toBe(true);
  for (const hour of ['04:29', '04:31', '16:30']) expect(isSweeping({ ...night, hour })).toBe(false);
});

test('[W12] it is not cleaned over an alarm, nor when the page could not come back, nor by a clock that runs faster', () => {
  expect(isSweeping({ ...night, alarms: 1 })).toBe(false);
  for (const level of ['C1', 'C2'] as const) expect(isSweeping({ ...night, level })).toBe(false);
  expect(isSweeping({ ...night, speed: 60 })).toBe(false);
  expect(isSweeping({ ...night, level: 'C3' })).toBe(true);
});
