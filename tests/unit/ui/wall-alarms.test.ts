import { expect, test } from 'vitest';
import type { WallEntity } from '#shared/view/wall';
import type { FirstFrame } from '#shared/wire/down';
import { wallAlarms } from '#lib/ui/wall-alarms.ts';
import { calm, emptyMorning, eveningWithGaps, fullAndAtRisk, stale } from '../../support/wall-frames.ts';

const entities = ({ changes }: FirstFrame) => changes.changes.map(({ value }) => value as WallEntity);

test('a wall where nothing calls has no alarm', () => {
  expect(wallAlarms([], entities(calm))).toEqual([]);
  expect(wallAlarms([], entities(emptyMorning))).toEqual([]);
});

test('a request past its limit is an alarm', () => {
  expect(wallAlarms([], entities(eveningWithGaps))).toEqual([{ priority: 'P2', kind: 'admission' }]);
});

test('the request comes first, then the full spaces in order, whatever order they came in', () => {
  const expected = [
    { priority: 'P2', kind: 'admission' },
    { priority: 'P2', kind: 'space-full', space: 'ER-1' },
    { priority: 'P2', kind: 'space-full', space: 'ER-2' },
  ];
  expect(wallAlarms([], entities(fullAndAtRisk))).toEqual(expected);
  expect(wallAlarms([], entities(fullAndAtRisk).reverse())).toEqual(expected);
});

test('a space whose last word is stale raises no alarm: nobody knows that it is full', () => {
  expect(wallAlarms([], entities(stale))).toEqual([]);
});

test('what the wall is told comes first, danger before silence before a request that nobody has seen', () => {
  const lines = [
    { priority: 'P2', what: 'demande-ratp' },
    { priority: 'P1', what: 'equipe-muette' },
    { priority: 'P1', what: 'equipe-danger' },
  ] as const;
  expect(
    wallAlarms(lines, entities(eveningWithGaps)).map(({ priority, kind }) => `${priority} ${kind}`),
  ).toEqual(['P1 team-danger', 'P1 team-silent', 'P2 request', 'P2 admission']);
});
