import { expect, test } from 'vitest';
import { tourFiguresSchema } from '#shared/domain/maraude/commands';
import { viewChangesSchema } from '#shared/view/changes';
import { firstFrameSchema } from '#shared/wire/down';
import {
  readClock,
  timeAt,
  unheardFrame,
  wasHeard,
  writtenClock,
} from '../../../web/routes/terrain/field-clock.ts';
import { firstFigures, flawOf, reportOf, withFigure } from '../../../web/routes/terrain/report.ts';
import { paris } from '../../support/said.ts';

test('[M12] the report is every counter of the list, and neither a place nor an hour', () => {
  const report = reportOf(withFigure(withFigure(firstFigures(19), 'o:d2o', 2), 's:eau', 30));
  expect(tourFiguresSchema.parse(report)).toEqual(report);
  expect(report).toMatchObject({ encounters: 19, orientations: { d2o: 2 }, supplies: { eau: 30 } });
  expect(tourFiguresSchema.safeParse({ ...report, place: 'z-dormoy' }).success).toBe(false);
  expect(tourFiguresSchema.safeParse({ ...report, at: paris('14:00') }).success).toBe(false);
});

test('the tally prefills the people spoken with, and nothing else', () => {
  expect(firstFigures(7)).toEqual({ encounters: 7 });
  expect(firstFigures(0)).toEqual({});
});

test('a figure stays between nothing and what a tour may hold', () => {
  expect(withFigure({}, 'talks', -3)).toEqual({ talks: 0 });
  expect(withFigure({}, 'talks', 99_999)).toEqual({ talks: 2_000 });
  expect(withFigure({}, 'talks', Number.NaN)).toEqual({ talks: 0 });
});

test('there are no more women, and no more first meetings, than meetings', () => {
  expect(flawOf({ encounters: 4, women: 4, firstTimers: 4 })).toBeNull();
  expect(flawOf({ encounters: 4, women: 5 })).toBe('women');
  expect(flawOf({ encounters: 4, firstTimers: 5 })).toBe('firstTimers');
});

test('a phone that wakes up without network goes on from the server’s time, not from its own', () => {
  const device = 1_800_000_000_000;
  const kept = { at: paris('14:00'), device, speed: 1 };
  expect(readClock(writtenClock(kept))).toEqual(kept);
  expect(timeAt(kept, device + 600_000)).toBe(paris('14:10'));
  expect(timeAt({ ...kept, speed: 60 }, device + 10_000)).toBe(paris('14:10'));
  expect(timeAt(kept, device - 600_000)).toBe(paris('14:00'));
  expect(readClock('z-dormoy')).toBeNull();
});

test('what a page begins with before any server has spoken holds nothing, and is known for that', () => {
  const frame = unheardFrame('outreach', paris('14:00'), 1, true);
  expect(viewChangesSchema.safeParse(frame.changes).success).toBe(true);
  expect(firstFrameSchema.parse(frame).changes.changes).toEqual([]);
  expect(wasHeard(frame.hello)).toBe(false);
});
