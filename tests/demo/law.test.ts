import { describe, expect, test } from 'vitest';
import { assertNever } from '#shared/kernel/assert-never';
import { HOUR, MINUTE, elapsed, instantAt, msOf, type Instant } from '#shared/kernel/instant';
import { localMinutesOf, type LocalDate } from '#shared/kernel/local-time';
import { intentionsBetween, type LawOptions } from '../../server/demo/law/law.ts';
import type { Intention, MaraudeIntention } from '../../server/demo/law/intention.ts';
import { activityOf } from '../../server/demo/law/rest-space-activity.ts';
import type { Variant } from '../../server/demo/law/rest-space-flow.ts';
import { DutyLedger } from './duty-ledger.ts';
import { shippedTerritory } from './pack.ts';
import { SpaceLedger } from './space-ledger.ts';
import { WardLedger } from './ward-ledger.ts';

// The self-test of DOMAIN section 12: pinned seeds, 365 simulated days.
const territory = shippedTerritory();
const { timezone } = territory.rhythm;
const DAYS = 365;
const FROM = '2025-11-20T23:00:00.000Z' as Instant; // midnight in Paris
const TO = instantAt(msOf(FROM) + DAYS * 24 * HOUR);
const SEED = 19;

/** People inside on the hour that these laws lead to at 150 a day, DOMAIN 12. */
const EXPECTED_INSIDE: readonly number[] = [
  18, 19, 18, 18, 16, 15, 14, 14, 16, 19, 25, 28, 28, 28, 27, 26, 25, 23, 20, 18, 16, 16, 17, 18,
];

type Year = {
  spaces: Map<string, SpaceLedger>;
  ward: WardLedger;
  duty: DutyLedger;
  maraudes: MaraudeIntention[];
  outOfOrder: number;
};

function live(variant: Variant, seed: number): Year {
  const { restSpaces, ward } = territory.services;
  const year: Year = {
    spaces: new Map(restSpaces.map((space) => [space.id, new SpaceLedger(space, timezone, FROM)])),
    ward: new WardLedger(ward.beds.value),
    duty: new DutyLedger(territory),
    maraudes: [],
    outOfOrder: 0,
  };
  let last = FROM;
  for (const intention of intentionsBetween({ seed, territory, variant }, FROM, TO)) {
    if (intention.at < last) year.outOfOrder += 1;
    last = intention.at;
    note(year, intention);
  }
  return year;
}

function note(year: Year, intention: Intention): void {
  switch (intention.kind) {
    case 'space-opened':
    case 'space-closed':
    case 'person-entered':
    case 'person-left':
    case 'person-turned-away':
    case 'space-recounted':
    case 'space-confirmed':
    case 'regime-switched':
    case 'space-declared-full':
    case 'space-full-lifted':
    case 'service-switched':
    case 'day-sheet-filed':
      year.spaces.get(intention.space)?.add(intention);
      return;
    case 'pass-declared':
      year.duty.add(intention);
      year.maraudes.push(intention);
      return;
    case 'tour-started':
    case 'tour-ended':
    case 'presence-declared':
    case 'went-underground':
    case 'came-up':
    case 'tour-reported':
      year.maraudes.push(intention);
      return;
    case 'admission-requested':
    case 'request-seen':
    case 'request-assessed':
    case 'bed-reserved':
    case 'reservation-renewed':
    case 'departed-for-ward':
    case 'person-admitted':
    case 'delay-explained':
    case 'destination-asked':
    case 'destination-declined':
    case 'destination-accepted':
    case 'arrival-confirmed':
    case 'assessment-ticked':
    case 'bed-closed':
    case 'bed-reopened':
    case 'request-redirected':
    case 'request-refused':
    case 'request-withdrawn':
    case 'request-lost':
    case 'bed-discharged':
    case 'bed-cleaned':
    case 'ward-confirmed':
      year.ward.add(intention);
      return;
    case 'unit-reported':
    case 'unit-confirmed':
    case 'housing-reported':
    case 'hospital-team-set':
    case 'outing-asked':
    case 'outing-accepted':
    case 'outing-refused':
    case 'outing-done':
    case 'placement-opened':
    case 'placement-advanced':
    case 'residence-asked':
    case 'residence-accepted':
    case 'residence-declined':
    case 'placement-ended':
    case 'report-filed':
    case 'report-acknowledged':
    case 'report-assigned':
    case 'report-reached':
    case 'report-closed':
    case 'mission-given':
    case 'mission-taken':
    case 'mission-reached':
    case 'mission-finished':
      // Their own year is in downstream.test.ts and field-reports.test.ts.
      return;
    case 'network-lost':
    case 'network-back':
    case 'silence-acknowledged':
    case 'feed-read':
      // Of a script, never of the law.
      return;
    default:
      assertNever(intention);
  }
}

const years: Record<Variant, Year> = {
  base: live('base', SEED),
  '200': live('200', SEED),
  '2023': live('2023', SEED),
};

function chapelle(variant: Variant): SpaceLedger {
  const ledger = years[variant].spaces.get('ER-1');
  if (!ledger) throw new Error('the pack has no ER-1');
  return ledger;
}

function turnedAwayShare(ledger: SpaceLedger): number {
  return ledger.turnedAway / (ledger.entered + ledger.turnedAway);
}

const variants: Variant[] = ['base', '200', '2023'];

describe('rest spaces', () => {
  test.each(variants)(
    'in variant %s, arrivals at ER-1 over a year are within two hundredths of the rate',
    (variant) => {
      const expected = DAYS * { base: 150, '200': 200, '2023': 100.7 }[variant];
      const { entered, turnedAway } = chapelle(variant);
      expect(Math.abs((entered + turnedAway) / expected - 1)).toBeLessThan(0.02);
    },
  );

  test('3 to 7 % of arrivals at ER-1 are turned away at 150 a day', () => {
    expect(turnedAwayShare(chapelle('base'))).toBeGreaterThan(0.03);
    expect(turnedAwayShare(chapelle('base'))).toBeLessThan(0.07);
  });

  test('12 to 19 % of arrivals at ER-1 are turned away at 200 a day', () => {
    expect(turnedAwayShare(chapelle('200'))).toBeGreaterThan(0.12);
    expect(turnedAwayShare(chapelle('200'))).toBeLessThan(0.19);
  });

  test('women are 10.7 % of entries, within a point', () => {
    let women = 0;
    for (const [date, entries] of chapelle('base').entriesByDate) {
      const space = territory.services.restSpaces[0];
      if (space) women += activityOf(SEED, space.id, date as LocalDate, entries).women;
    }
    expect(Math.abs(women / chapelle('base').entered - 0.107)).toBeLessThan(0.01);
  });

  test.each(variants)('the sheet of each day says its entries, once, in variant %s', (variant) => {
    for (const { sheets, entriesByDate } of years[variant].spaces.values()) {
      const whole = [...sheets].slice(2);
      expect(whole.length).toBeGreaterThan(360);
      expect(whole).toEqual(whole.map(([day]) => [day, entriesByDate.get(day) ?? 0]));
    }
  });

  test('the hourly median of people inside ER-1 follows the table within 15 % or 2 people', () => {
    const medians = chapelle('base').medianByHour();
    const apart = medians.map((median, hour) => Math.abs(median - (EXPECTED_INSIDE[hour] ?? 0)));
    const beyond = apart.flatMap((gap, hour) =>
      gap > Math.max(2, 0.15 * (EXPECTED_INSIDE[hour] ?? 0)) ? [{ hour, median: medians[hour] }] : [],
    );
    expect(beyond).toEqual([]);
  });

  test('in variant 2023, 14 people are inside at 10 h and about 23 from 11 to 15 h', () => {
    const medians = chapelle('2023').medianByHour();
    expect(Math.abs((medians[10] ?? 0) - 14)).toBeLessThanOrEqual(2);
    for (const hour of [12, 13, 14, 15]) expect(Math.abs((medians[hour] ?? 0) - 23)).toBeLessThanOrEqual(3.5);
  });

  test.each(variants)('no count is ever negative in variant %s', (variant) => {
    expect([...years[variant].spaces.values()].map(({ least }) => least)).toEqual([0, 0, 0]);
  });

  test.each(variants)('no entry takes a count above the jauge in force in variant %s', (variant) => {
    for (const ledger of years[variant].spaces.values()) expect(ledger.entriesAboveTheJauge).toBe(0);
  });

  test('nobody is turned away while there is room', () => {
    for (const ledger of years['200'].spaces.values()) expect(ledger.turnedAwayWithRoom).toBe(0);
  });

  test.each(variants)('nothing happens outside opening hours in variant %s', (variant) => {
    for (const ledger of years[variant].spaces.values()) expect(ledger.outsideOpening).toBe(0);
  });

  test('a space that closes is left by everybody before', () => {
    expect(chapelle('2023').medianByHour().slice(18)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('maraudes', () => {
  const { duty, maraudes } = years.base;

  test('85 to 97 % of the duty cells of the year are done, and some are missed every week', () => {
    const due = duty.duePerDay * DAYS;
    expect(duty.duePerDay).toBe(64);
    expect(duty.done.size / due).toBeGreaterThan(0.85);
    expect(duty.done.size / due).toBeLessThan(0.97);
    const byWeek = new Map<number, number>();
    for (const cell of duty.done) {
      const week = Math.floor((Date.parse(cell.slice(0, 10)) - Date.parse('2025-11-21')) / (7 * 24 * HOUR));
      byWeek.set(week, (byWeek.get(week) ?? 0) + 1);
    }
    const fullWeeks = [...byWeek.entries()].filter(([week]) => week < 52).map(([, done]) => done);
    expect(fullWeeks).toHaveLength(52);
    expect(Math.max(...fullWeeks)).toBeLessThan(duty.duePerDay * 7);
  });

  test('late passes leave at most 5 % of the duty cells unseen by sealed releases', () => {
    const unseen = (duty.done.size - duty.sealed.size) / duty.done.size;
    expect(unseen).toBeGreaterThan(0);
    expect(unseen).toBeLessThan(0.05);
  });

  test('0 to 4 people is 76 % of surface passes and 88 % underground, within 3 points', () => {
    expect(Math.abs(duty.share('0-4', 'zone') - 0.76)).toBeLessThan(0.03);
    expect(Math.abs(duty.share('0-4', 'station') - 0.88)).toBeLessThan(0.03);
  });

  test('twelve tours start each day, four of them underground', () => {
    const starts = maraudes.filter((intention) => intention.kind === 'tour-started');
    expect(starts).toHaveLength(12 * DAYS);
    expect(starts.filter(({ level }) => level === 'souterrain')).toHaveLength(4 * DAYS);
  });

  test('tours keep their hours: 20 min around the start, 14:00 and 21:30 at the latest', () => {
    const minutes = (at: Instant) => localMinutesOf(timezone, at);
    const starts = maraudes.flatMap(({ kind, at }) => (kind === 'tour-started' ? [minutes(at)] : []));
    expect(starts.filter((m) => Math.min(Math.abs(m - 600), Math.abs(m - 1020)) > 20)).toEqual([]);
    const leavings = maraudes.flatMap((intention) =>
      intention.kind === 'pass-declared' ? [minutes(intention.leftAt)] : [],
    );
    expect(leavings.filter((m) => !(m > 580 && m <= 840) && !(m > 1000 && m <= 1290))).toEqual([]);
  });

  test('a team leaves two places, and declares two presences, at least 10 min apart', () => {
    const moments = new Map<string, number[]>();
    for (const intention of maraudes) {
      if (intention.kind !== 'presence-declared' && intention.kind !== 'pass-declared') continue;
      const at = intention.kind === 'pass-declared' ? intention.leftAt : intention.at;
      const key = `${intention.kind} ${intention.team}`;
      const times = moments.get(key) ?? [];
      times.push(msOf(at));
      moments.set(key, times);
    }
    const gaps = [...moments.values()].flatMap((times) => {
      const inOrder = times.toSorted((a, b) => a - b);
      return inOrder.slice(1).map((time, i) => time - (inOrder[i] ?? 0));
    });
    expect(gaps.length).toBeGreaterThan(10_000);
    expect(gaps.reduce((least, gap) => Math.min(least, gap))).toBeGreaterThanOrEqual(10 * MINUTE);
  });

  test('a fifth of underground passes arrive 10 to 60 min late, none on the surface', () => {
    const passes = maraudes.filter((intention) => intention.kind === 'pass-declared');
    const delays = passes.map(({ at, leftAt, place }) => ({ kind: place.kind, late: elapsed(leftAt, at) }));
    expect(delays.filter(({ kind, late }) => kind === 'zone' && late > 0)).toEqual([]);
    const underground = delays.filter(({ kind }) => kind === 'station');
    const late = underground.filter(({ late }) => late > 0).map(({ late }) => late);
    expect(Math.abs(late.length / underground.length - 0.2)).toBeLessThan(0.02);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(10 * MINUTE - 1);
    expect(Math.max(...late)).toBeLessThanOrEqual(60 * MINUTE);
  });
});

describe('D2O beds', () => {
  test('80 to 90 % of admissions come under 24 h', () => {
    const { admitted, admittedUnder24h } = years.base.ward;
    expect(admitted).toBeGreaterThan(150);
    expect(admittedUnder24h / admitted).toBeGreaterThanOrEqual(0.8);
    expect(admittedUnder24h / admitted).toBeLessThanOrEqual(0.9);
  });

  test('about 15 % go elsewhere, most of them to an addictology unit of the territory', () => {
    const { requests, arrivedElsewhere } = years.base.ward;
    expect(arrivedElsewhere.length / requests).toBeGreaterThan(0.1);
    expect(arrivedElsewhere.length / requests).toBeLessThan(0.2);
    const units = arrivedElsewhere.filter((destination) => destination.startsWith('UHA-'));
    expect(units.length / arrivedElsewhere.length).toBeGreaterThan(0.5);
    expect(new Set(units).size).toBe(territory.services.units.length);
  });

  test('people are assessed by each of the three on most days, and a bed is closed now and then', () => {
    const { assessed, closures } = years.base.ward;
    // Eight or nine people present, three assessments each.
    expect(assessed / DAYS).toBeGreaterThan(15);
    expect(assessed / DAYS).toBeLessThan(30);
    expect(closures).toBeGreaterThan(8);
    expect(closures).toBeLessThan(80);
  });

  test('01 = 02 + 03 + 04 + 05 at every event', () => {
    expect(years.base.ward.unbalanced).toEqual([]);
  });

  test('every step is one a ward accepts: no bed twice, no hold outlived, no closed request reopened', () => {
    expect(years.base.ward.impossible).toEqual([]);
  });
});

describe('the list', () => {
  const options: LawOptions = { seed: SEED, territory, variant: 'base' };
  const day = '2026-10-24T22:00:00.000Z' as Instant; // the 25-hour day
  const afterTwoDays = '2026-10-26T23:00:00.000Z' as Instant;

  test.each(variants)('is in time order in variant %s', (variant) => {
    expect(years[variant].outOfOrder).toBe(0);
  });

  test('is the same for the same seed, and another for another seed', () => {
    const once = [...intentionsBetween(options, day, afterTwoDays)];
    expect(once.length).toBeGreaterThan(1000);
    expect([...intentionsBetween(options, day, afterTwoDays)]).toEqual(once);
    expect([...intentionsBetween({ ...options, seed: SEED + 1 }, day, afterTwoDays)]).not.toEqual(once);
  });

  test('is the same wherever the span starts, once the opening statement is past', () => {
    // A request or a placement made before the span is not told of: of those, the next test.
    const isLived = (intention: Intention) =>
      intention.at > day && !('request' in intention) && !('placement' in intention);
    const early = instantAt(msOf(day) - 10 * 24 * HOUR);
    const fromEarly = [...intentionsBetween(options, early, afterTwoDays)].filter(isLived);
    expect([...intentionsBetween(options, day, afterTwoDays)].filter(isLived)).toEqual(fromEarly);
  });

  test('tells of the same admissions wherever the span starts', () => {
    const made = (from: Instant) =>
      [...intentionsBetween(options, from, afterTwoDays)].flatMap((intention) =>
        intention.kind === 'admission-requested' && intention.at >= day ? [intention] : [],
      );
    expect(made(instantAt(msOf(day) - 20 * 24 * HOUR))).toEqual(made(day));
  });

  test('of one subject does not move when another changes', () => {
    const others = (variant: Variant) =>
      [...intentionsBetween({ ...options, variant }, day, afterTwoDays)].filter(
        (intention) => !('space' in intention && intention.space === 'ER-1'),
      );
    expect(others('200')).toEqual(others('base'));
  });
});
