import { describe, expect, test } from 'vitest';
import { DAY, elapsed, HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { StationId } from '#shared/kernel/ids';
import { dayFrom } from '../../server/demo/day.ts';
import type { Intention } from '../../server/demo/law/intention.ts';
import type { Scenario } from '../../server/demo/scenario.ts';
import { shippedTerritory } from './pack.ts';

const territory = shippedTerritory();
const PRESENT = '2026-11-21T17:40:00.000Z' as Instant;
const SEED = 24;

function played(scenario: Scenario, from: Instant, to: Instant): Intention[] {
  const intentions: Intention[] = [];
  for (const intention of dayFrom(
    { seed: SEED, territory, scenario, present: PRESENT },
    { from, spacesFrom: from, wardFrom: from },
  )) {
    if (intention.at >= to) break;
    intentions.push(intention);
  }
  return intentions;
}

const WEEK_BEFORE = plus(PRESENT, -7 * DAY);
const count = (intentions: Intention[], kind: Intention['kind']) =>
  intentions.filter((intention) => intention.kind === kind).length;

describe('scenarios', () => {
  test('`saturation` turns away twice as many people as an ordinary week', () => {
    const ordinary = count(played('ordinaire', WEEK_BEFORE, PRESENT), 'person-turned-away');
    const saturated = count(played('saturation', WEEK_BEFORE, PRESENT), 'person-turned-away');
    expect(saturated).toBeGreaterThan(2 * ordinary);
  });

  test('`station-fermee` stops at no station that line 12 alone serves', () => {
    const only12 = new Set<StationId>(
      territory.underground.stations
        .filter(({ lines }) => lines.every((line) => line === 'M12'))
        .map(({ id }) => id),
    );
    const stops = (scenario: Scenario) =>
      played(scenario, WEEK_BEFORE, PRESENT).filter(
        (intention) =>
          intention.kind === 'pass-declared' &&
          intention.place.kind === 'station' &&
          only12.has(intention.place.id),
      );
    expect(stops('ordinaire').length).toBeGreaterThan(5);
    expect(stops('station-fermee')).toEqual([]);
  });

  test('`d2o-plein` leaves somebody waiting for more than 18 h, most weeks', () => {
    const from = plus(PRESENT, -90 * DAY);
    const ends = new Map<number, Instant>();
    const starts = new Map<number, Instant>();
    for (const intention of played('d2o-plein', from, PRESENT)) {
      if (intention.kind === 'admission-requested') starts.set(intention.request, intention.at);
      if (intention.kind === 'person-admitted') ends.set(intention.request, intention.at);
    }
    const waits = [...ends].map(([request, at]) => elapsed(starts.get(request) ?? at, at));
    expect(waits.filter((wait) => wait > 18 * HOUR).length).toBeGreaterThan(12);
  });

  test('`grand-froid` keeps more people inside at night', () => {
    const inside = (scenario: Scenario) => {
      let present = 0;
      let sum = 0;
      for (const intention of played(scenario, WEEK_BEFORE, PRESENT)) {
        if (!('space' in intention) || intention.space !== 'ER-1') continue;
        if (intention.kind === 'person-entered') present += 1;
        if (intention.kind === 'person-left') present -= 1;
        if (intention.kind === 'space-recounted') present = intention.present;
        const hour = Number(intention.at.slice(11, 13));
        if (intention.kind === 'space-recounted' && hour === 6) sum += present;
      }
      return sum;
    };
    expect(inside('grand-froid')).toBeGreaterThan(inside('ordinaire'));
  });

  describe('`silence`', () => {
    const from = plus(PRESENT, 5 * MINUTE);
    const back = plus(from, 65 * MINUTE);
    const end = plus(PRESENT, 3 * HOUR);
    const day = played('silence', plus(PRESENT, -HOUR), end);
    const ordinary = played('ordinaire', plus(PRESENT, -HOUR), end);
    const isOfSilent = (intention: Intention) =>
      ('space' in intention && intention.space === 'ER-2') ||
      ('team' in intention && intention.team === 'T1');

    test('hears nothing from one space and one team for over 30 min', () => {
      const silent = (intentions: Intention[]) =>
        intentions.filter(
          (intention) => isOfSilent(intention) && intention.at >= from && intention.at < back,
        );
      expect(silent(ordinary).length).toBeGreaterThan(3);
      expect(silent(day)).toEqual([]);
    });

    test('then receives what the devices kept, without where the team was', () => {
      const kept = day.filter(({ at }) => at === back);
      expect(kept.length).toBeGreaterThan(0);
      expect(count(kept, 'presence-declared')).toBe(0);
      expect(count(day, 'person-entered')).toBe(count(ordinary, 'person-entered'));
    });

    test('stays in time order', () => {
      const times = day.map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
    });
  });
});
