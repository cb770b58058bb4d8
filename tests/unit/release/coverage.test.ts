import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  endsWindow,
  evolveCoverage,
  NOTHING_RELEASED,
  releaseHospital,
  releaseMobile,
  releaseRatp,
  releaseTick,
  releaseWall,
  slotReleasedAt,
  slotsSoFar,
  type Sealed,
} from '#server/release/coverage';
import type { StationId, ZoneId } from '#shared/kernel/ids';
import { MINUTE, plus } from '#shared/kernel/instant';
import { slotAfter, slotEnd, type Slot } from '#shared/kernel/slot';
import { policySchema } from '#shared/policy/schema';
import { createPlaces } from '#shared/territory/places';
import { createWindows } from '#shared/territory/windows';
import { paris, slotAt } from '../../support/said.ts';
import { policy as signed, territory } from '../../support/served-app.ts';
import { DELAY_MIN, toldAt } from '../../support/told.ts';

const { policy } = signed;
const places = createPlaces(territory);
const { windowOf } = createWindows(territory.rhythm);
const NONE: Sealed = { zones: [], stations: [] };

/** Seals by slot; every other slot was sealed empty. */
function seals(known: Record<Slot, { zones?: string[]; stations?: string[] }>): (slot: Slot) => Sealed {
  return (slot) => ({
    zones: (known[slot]?.zones ?? []) as ZoneId[],
    stations: (known[slot]?.stations ?? []) as StationId[],
  });
}

/** What the mobile teams, then the hospital, then the operator are told of a half-hour, when each is. */
const mobileOf = (slot: Slot, sealOf: (slot: Slot) => Sealed) =>
  releaseMobile(toldAt('mobile', slot), policy, windowOf, sealOf);
const hospitalOf = (slot: Slot, sealOf: (slot: Slot) => Sealed) =>
  releaseHospital(toldAt('hospital', slot), mobileOf(slot, sealOf), places);
const ratpOf = (slot: Slot, sealOf: (slot: Slot) => Sealed) =>
  releaseRatp(toldAt('ratp', slot), policy, windowOf, sealOf, places);
const SLOT = slotAt('17:00');
const WALL_TICK = toldAt('wall', SLOT);

describe('what each audience is given at a tick', () => {
  test.each(['mobile', 'hospital', 'ratp', 'wall'] as const)(
    '[COV-1, PRV-17] for %s it is the half-hour that ended its delay before',
    (audience) => {
      const tick = paris('18:30');
      const slot = slotReleasedAt(tick, DELAY_MIN[audience]);
      expect(plus(slotEnd(slot), DELAY_MIN[audience] * MINUTE)).toBe(tick);
    },
  );

  test('[COV-2, PRV-16] the mobile teams read the zones passed so far in the half-day, each once and sorted', () => {
    const sealOf = seals({
      [slotAt('13:30')]: { zones: ['z-lilas'] },
      [slotAt('14:00')]: { zones: ['z-stalingrad', 'z-ourcq'] },
      [slotAt('15:30')]: { zones: ['z-ourcq', 'z-bercy'] },
      [slotAt('16:00')]: { zones: ['z-plaine'] },
    });
    const release = mobileOf(slotAt('15:30'), sealOf);
    expect(release).toMatchObject({
      slot: slotAt('15:30'),
      window: { day: '2026-11-21', window: 'apres-midi' },
      surface: ['z-bercy', 'z-ourcq', 'z-stalingrad'],
    });
  });

  test('[COV-3, PRV-17] the hospital reads the sectors of that release, the wall those of the hospital’s', () => {
    const sealOf = seals({ [SLOT]: { zones: ['z-stalingrad', 'z-ourcq', 'z-bercy'] } });
    const hospital = hospitalOf(SLOT, sealOf);
    expect(hospital).toMatchObject({ slot: SLOT, surface: ['s-19-nord', 's-nation'] });
    const wall = releaseWall(WALL_TICK, hospital, ratpOf(SLOT, sealOf), places);
    expect(wall).toMatchObject({ tick: WALL_TICK, slot: SLOT, surface: hospital.surface });
  });

  test('[COV-4, PRV-8] underground is the operator’s groups, then the wall’s metro sectors; a station moves no sector', () => {
    const sealOf = seals({ [SLOT]: { stations: ['st-stalingrad', 'st-jaures'] } });
    expect(mobileOf(SLOT, sealOf).surface).toEqual([]);
    const ratp = ratpOf(SLOT, sealOf);
    expect(ratp.underground).toEqual(['g-stalingrad']);
    expect('surface' in ratp).toBe(false);
    const wall = releaseWall(WALL_TICK, hospitalOf(SLOT, sealOf), ratp, places);
    expect(wall.underground).toEqual([places.metroSectorOf('g-stalingrad' as never)]);
    expect(wall.surface).toEqual([]);
  });

  test('[COV-5] without the hospital’s release of that half-hour the wall shows no sector', () => {
    const sealOf = seals({
      [slotAt('16:30')]: { zones: ['z-lilas'] },
      [SLOT]: { zones: ['z-ourcq'] },
    });
    const ratp = ratpOf(SLOT, sealOf);
    const other = hospitalOf(slotAt('16:30'), sealOf);
    expect(other.surface).toEqual(['s-93-est']);
    expect(releaseWall(WALL_TICK, undefined, ratp, places).surface).toEqual([]);
    expect(releaseWall(WALL_TICK, other, ratp, places).surface).toEqual([]);
  });

  test('[COV-6] a place of a former pack is left out: a false gap costs a visit', () => {
    const sealOf = seals({ [SLOT]: { zones: ['z-ourcq', 'z-gone'], stations: ['st-gone'] } });
    expect(hospitalOf(SLOT, sealOf).surface).toEqual(['s-19-nord']);
    expect(ratpOf(SLOT, sealOf).underground).toEqual([]);
  });
});

describe('half-days', () => {
  test('[COV-7, PRV-16] a half-day holds no half-hour of another, and the night is in none', () => {
    const sealOf = seals({
      [slotAt('22:00')]: { zones: ['z-ourcq'] },
      [slotAt('13:30')]: { zones: ['z-lilas'] },
    });
    const night = mobileOf(slotAt('22:00'), sealOf);
    expect(night).toMatchObject({ slot: slotAt('22:00'), window: null, surface: [] });
    expect(mobileOf(slotAt('14:00'), sealOf).surface).toEqual([]);
  });

  test('[COV-8] the last half-hour of a half-day ends it, and no other does', () => {
    const ends = (hour: string) =>
      endsWindow({ slot: slotAt(hour), window: windowOf(slotAt(hour)) }, windowOf);
    expect(['07:00', '13:00', '13:30', '14:00', '21:30', '22:00', '06:30'].filter(ends)).toEqual([
      '13:30',
      '21:30',
    ]);
  });

  test.each([
    ['the October night', '2026-10-25', 14],
    ['the March night', '2027-03-28', 14],
    ['an ordinary day', '2026-11-21', 14],
  ])('[COV-9] on %s the morning is made of its own half-hours', (_night, day, count) => {
    // The morning ends at 14:00 on the wall clock; both changes happen before it begins.
    const offset = day === '2027-03-28' ? '+02:00' : '+01:00';
    const last = `${new Date(`${day}T13:30:00${offset}`).toISOString().slice(0, 16)}Z` as Slot;
    const window = windowOf(last);
    expect(window).toEqual({ day, window: 'matin' });
    if (window) expect(slotsSoFar(last, window, windowOf)).toHaveLength(count);
  });
});

const zoneIds = territory.surface.zones.map(({ id }) => id);

test('[COV-10, PRV-17] whatever was passed, the wall’s sectors are those of the hospital’s release, byte for byte', () => {
  const history = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 28 }), fc.subarray(zoneIds, { maxLength: 4 })),
    {
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(history, (passed) => {
      const first = slotAt('07:00');
      const sealed = new Map<Slot, ZoneId[]>();
      for (const [index, zones] of passed) {
        const slot = slotAfter(first, index);
        sealed.set(slot, [...(sealed.get(slot) ?? []), ...zones]);
      }
      const sealOf = (slot: Slot): Sealed => ({ zones: sealed.get(slot) ?? [], stations: [] });
      for (const slot of [slotAt('08:00'), slotAt('13:00'), slotAt('20:30')]) {
        const hospital = hospitalOf(slot, sealOf);
        const wall = releaseWall(toldAt('wall', slot), hospital, ratpOf(slot, sealOf), places);
        expect(JSON.stringify(wall.surface)).toBe(JSON.stringify(hospital.surface));
      }
    }),
    { seed: 6, numRuns: 200 },
  );
});

test('[COV-11, PRV-16] within a half-day a covered sector never becomes a gap again', () => {
  const sealOf = (slot: Slot): Sealed =>
    slot === slotAt('08:00') ? { zones: ['z-ourcq' as ZoneId], stations: [] } : NONE;
  const shown = ['08:00', '09:00', '11:30', '13:00'].map((hour) => mobileOf(slotAt(hour), sealOf).surface);
  expect(shown).toEqual([['z-ourcq'], ['z-ourcq'], ['z-ourcq'], ['z-ourcq']]);
});

test('[COV-12] a few releases of each audience are kept, and how each half-day ended', () => {
  let state = NOTHING_RELEASED;
  for (let index = 0; index < 60; index += 1) {
    const slot = slotAfter(slotAt('07:00'), index);
    const common = { type: 'CoverageReleased', tick: paris('07:00'), slot, window: windowOf(slot) } as const;
    state = evolveCoverage(state, { ...common, audience: 'wall', surface: [], underground: [] });
  }
  expect(state.wall).toHaveLength(8);
  expect(state.ended.map(({ slot }) => slot)).toEqual([
    slotAt('13:30'),
    slotAt('21:30'),
    slotAfter(slotAt('07:00'), 59),
  ]);
});

describe('delays', () => {
  const sealOf = () => ({ zones: [], stations: [] });
  const later = (roles: object) => policySchema.parse({ ...policy, roles: { ...policy.roles, ...roles } });
  const { hospital, mobile, ratp, wall } = policy.roles;

  test('[REL-64, PRV-17] each audience waits for its own delay, whatever the others wait', () => {
    const slower = later({
      mobile: { ...mobile, surface: { ...mobile.surface, delay_min: 30 } },
      ratp: { ...ratp, underground: { ...ratp.underground, delay_min: 60 } },
      hospital: { ...hospital, surface: { ...hospital.surface, delay_min: 60 } },
      wall: {
        ...wall,
        surface: { ...wall.surface, delay_min: 120 },
        underground: { ...wall.underground, delay_min: 120 },
      },
    });
    let state = NOTHING_RELEASED;
    const slots = new Map<string, string>();
    for (const hour of ['16:00', '16:30', '17:00', '17:30', '18:00', '18:30', '19:00', '19:30']) {
      for (const release of releaseTick(paris(hour), state, slower, windowOf, sealOf, places)) {
        state = evolveCoverage(state, release);
        slots.set(`${hour} ${release.audience}`, slotEnd(release.slot));
      }
    }
    expect(slots.get('19:30 mobile')).toBe(paris('19:00'));
    expect(slots.get('19:30 hospital')).toBe(paris('18:30'));
    expect(slots.get('19:30 ratp')).toBe(paris('18:30'));
    expect(slots.get('19:30 wall')).toBe(paris('17:30'));
    expect([slots.has('16:00 hospital'), slots.has('16:30 wall')]).toEqual([false, false]);
  });

  test('[REL-65, PRV-60] a wall of two delays is refused: it shows one situation', () => {
    const surface = { ...wall.surface, delay_min: wall.underground.delay_min + 30 };
    expect(() => later({ wall: { ...wall, surface } })).toThrow('same delay');
  });
});
