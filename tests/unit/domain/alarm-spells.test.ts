import { expect, test } from 'vitest';
import { occurrences, raisedAt, type Spell } from '#shared/domain/alarm/spells';
import type { AlarmDelays } from '#shared/domain/territory-settings/commands';
import { paris } from '../../support/said.ts';

const DELAYS: AlarmDelays = {
  reportAcknowledgeMin: 10,
  silentWarnMin: 40,
  silentMin: 60,
  exitGraceMin: 10,
  holdEndsSoonMin: 30,
  cleaningMin: 60,
  restSpaceSilentMin: 120,
  perilMin: 60,
};
const now = paris('20:00');
const cleaning = (closed: string | null): Spell => ({
  row: 'A9',
  about: 'lit-1',
  from: paris('17:00'),
  opened: paris('17:00'),
  closed: closed === null ? null : paris(closed),
});

test('[SET-13] a cause calls once its delay has passed, and not if it ended by then', () => {
  expect(raisedAt(cleaning(null), DELAYS, now)).toBe(paris('18:00'));
  expect(raisedAt(cleaning('18:01'), DELAYS, now)).toBe(paris('18:00'));
  expect(raisedAt(cleaning('18:00'), DELAYS, now)).toBeNull();
  expect(raisedAt(cleaning(null), DELAYS, paris('17:59'))).toBeNull();
});

test('[SET-13] a hold calls before its end, and at once when it was made after that', () => {
  const hold: Spell = {
    row: 'A5',
    about: 'lit-2',
    from: paris('18:00'),
    opened: paris('17:00'),
    closed: null,
  };
  expect(raisedAt(hold, DELAYS, now)).toBe(paris('17:30'));
  expect(raisedAt({ ...hold, opened: paris('17:45') }, DELAYS, now)).toBe(paris('17:45'));
});

test('[SET-13] what stops and starts again from the same moment is one occurrence', () => {
  const [first, again] = [cleaning('18:30'), { ...cleaning(null), opened: paris('19:00') }];
  expect(occurrences([again, first], DELAYS, now)).toEqual([{ row: 'A9', at: paris('18:00') }]);
});
