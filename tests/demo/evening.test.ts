import { describe, expect, test } from 'vitest';
import { recordedClosures } from '#server/transport/recorded';
import { MINUTE, elapsed, plus, type Instant } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';
import { eveningOf, withEvening } from '../../server/demo/evening/evening.ts';
import { intentionsBetween } from '../../server/demo/law/law.ts';
import { shippedTerritory } from './pack.ts';

const territory = shippedTerritory();
const PRESENT = '2026-11-21T15:55:00.000Z' as Instant;
const identifiers = new URL('../../shared/territories/paris-nord-est/idfm.json', import.meta.url);
const { timezone } = territory.rhythm;
const script = eveningOf(territory, PRESENT);
const acts = script.map(({ intention }) => intention);
const hourOf = ({ at }: { at: Instant }) => localHourOf(timezone, at);

describe('the script of the evening', () => {
  test('is in time order, and the same each time', () => {
    const moments = acts.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted());
    expect(eveningOf(territory, PRESENT)).toEqual(script);
  });

  test('has six teams that go out, come home and count, each once', () => {
    const of = (kind: string) =>
      acts.flatMap((each) => (each.kind === kind && 'team' in each ? [each.team] : [])).sort();
    for (const kind of ['tour-started', 'tour-ended', 'tour-reported'])
      expect(of(kind)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6']);
  });

  test('has eight reports, three of them of two posts, and one that nobody takes up', () => {
    const filed = acts.filter((each) => each.kind === 'report-filed');
    expect(filed).toHaveLength(8);
    expect(filed.filter(({ origin }) => origin === 'ratp').map(({ post }) => post)).toEqual([
      'RATP-1',
      'RATP-2',
      'RATP-2',
    ]);
    const closed = acts.flatMap((each) => (each.kind === 'report-closed' ? [each.report] : []));
    const left = filed.map(({ report }) => report).filter((report) => !closed.includes(report));
    expect(left).toEqual(['chateau-rouge-bis', 'belleville']);
  });

  test('leaves no team on the surface for forty minutes without a sign: one alarm is enough for an evening', () => {
    for (const team of ['T1', 'T4', 'T5', 'T6']) {
      const signs = script.flatMap(({ who, intention }) => (who === team ? [intention] : []));
      const end = signs.findIndex(({ kind }) => kind === 'tour-ended');
      for (const [index, sign] of signs.slice(1, end + 1).entries()) {
        const before = signs[index];
        if (before)
          expect([team, hourOf(before), elapsed(before.at, sign.at) < 40 * MINUTE]).toEqual([
            team,
            hourOf(before),
            true,
          ]);
      }
    }
  });

  test('closes one station, read as the operator’s own feed is, on the day that is played', () => {
    expect(recordedClosures(territory, identifiers, plus(PRESENT, 61 * MINUTE))).toEqual([
      {
        id: 'st-marx-dormoy',
        from: '2026-11-21T16:45:00.000Z',
        until: '2026-11-22T00:15:00.000Z',
      },
    ]);
    const [summer] = recordedClosures(territory, identifiers, '2027-07-02T16:00:00.000Z' as Instant);
    expect(summer).toMatchObject({ id: 'st-marx-dormoy', from: '2027-07-02T15:45:00.000Z' });
  });
});

describe('the day around it', () => {
  const law = { seed: 7, territory, variant: 'base' } as const;
  const [from, to] = [plus(PRESENT, -10 * 60 * MINUTE), plus(PRESENT, 6 * 60 * MINUTE)];
  const played = [...withEvening(intentionsBetween(law, from, to), territory, PRESENT)];

  test('holds the whole script, in time order, and the law beside it', () => {
    const moments = played.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted());
    expect(played).toEqual(expect.arrayContaining(acts));
    expect(played.length).toBeGreaterThan(acts.length + 100);
  });

  test('has no tour and no report of the law in the evening, and one door that the script alone keeps', () => {
    const own = new Set<unknown>(acts.map((each) => JSON.stringify(each)));
    const ofLaw = played.filter((each) => each.at > PRESENT && !own.has(JSON.stringify(each)));
    expect(ofLaw.filter((each) => 'report' in each || each.kind === 'tour-started')).toEqual([]);
    const door = ofLaw.filter((each) => 'space' in each && each.space === 'ER-1').map(hourOf);
    expect(door.filter((hour) => hour >= '17:57' && hour < '20:45')).toEqual([]);
    expect(ofLaw.some((each) => 'space' in each && each.space === 'ER-2')).toBe(true);
  });
});
