import type { SectorId, StationGroupId, StationId, TeamId, WindowId, ZoneId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { slotAfter, slotOf, type Slot } from '#shared/kernel/slot';
import { keyOf } from '#shared/view/entity';
import type { LeadEntity, LeadPass, PresenceEntity } from '#shared/view/lead';
import type { Revision } from '#shared/view/revision';
import { firstFrameSchema, type FirstFrame } from '#shared/wire/down';
import { WIRE_VERSION } from '#shared/wire/version';
import stationsFile from '../../shared/territories/paris-nord-est/stations.json' with { type: 'json' };
import zonesFile from '../../shared/territories/paris-nord-est/zones.json' with { type: 'json' };

const TODAY = '2026-11-21' as LocalDate;
const MORNING = 'matin' as WindowId;
const AFTERNOON = 'apres-midi' as WindowId;
/** 19:12 in Paris: the moment of the pictures in the design pages. */
const EVENING = '2026-11-21T18:12:00.000Z' as Instant;
/** 21:20 in Paris: the afternoon ends in 40 minutes. */
const LATE = '2026-11-21T20:20:00.000Z' as Instant;
/** 07:02 in Paris: a new day, nothing passed yet. */
const DAWN = '2026-11-21T06:02:00.000Z' as Instant;

const NEEDS: LeadPass['needs'][] = [
  [],
  ['materiel'],
  ['materiel', 'soin'],
  ['hebergement'],
  ['avis-medical', 'psy', 'd2o'],
];
const CLASSES = ['0-4', '0-4', '0-4', '5-9', '10-19', '0-4', '20+'] as const;

function pass(slot: Slot, seed: number): LeadPass {
  return {
    slot,
    people: CLASSES[seed % CLASSES.length] ?? '0-4',
    needs: NEEDS[seed % NEEDS.length] ?? [],
    late: seed % 9 === 4,
  };
}

/** Areas in the pack's order, each with a pass so many half-hours before now; every seventh has none. */
function passed<Kind extends 'zone' | 'station'>(kind: Kind, ids: string[], now: Instant): LeadEntity[] {
  return ids.map((id, index) => {
    const passes = index % 7 === 6 ? [] : [pass(slotAfter(slotOf(now), -1 - ((index * 5) % 23)), index)];
    return kind === 'zone'
      ? { kind: 'zone', id: id as ZoneId, passes }
      : { kind: 'station', id: id as StationId, passes };
  });
}

function duties(now: Instant, morning: 'lived' | 'new'): LeadEntity[] {
  const areas = [
    ...zonesFile.sectors.map(({ id }) => ({ kind: 'sector', id: id as SectorId }) as const),
    ...stationsFile.groups.map(({ id }) => ({ kind: 'group', id: id as StationGroupId }) as const),
  ];
  return areas.flatMap((area, index): LeadEntity[] => {
    const duty = (window: WindowId, state: 'a-faire' | 'fait' | 'manque', slot: Slot | null): LeadEntity => ({
      kind: 'duty',
      area,
      day: TODAY,
      window,
      state,
      reason: null,
      slot,
    });
    if (morning === 'new') return [duty(MORNING, 'a-faire', null), duty(AFTERNOON, 'a-faire', null)];
    const early = slotAfter('2026-11-21T08:00Z' as Slot, index % 7);
    return [
      index % 8 === 5 ? duty(MORNING, 'manque', null) : duty(MORNING, 'fait', early),
      index % 3 === 1
        ? duty(AFTERNOON, 'a-faire', null)
        : duty(AFTERNOON, 'fait', slotAfter(slotOf(now), -1 - (index % 6))),
    ];
  });
}

function restSpace(
  id: string,
  jaugeJour: number,
  jaugeNuit: number,
  state: Extract<LeadEntity, { kind: 'rest-space' }>['state'],
  lastSignAt: Instant | null,
): LeadEntity {
  const space = { kind: 'rest-space', id, state, jaugeJour, jaugeNuit, lastSignAt, sheetOf: null };
  return space as LeadEntity;
}

const open = (
  present: number,
  declaredFull = false,
): Extract<LeadEntity, { kind: 'rest-space' }>['state'] => ({
  kind: 'ouvert',
  present,
  regime: 'jour',
  declaredFull,
  services: [],
  belowZero: false,
  saturatingSince: null,
});

function capacity(now: Instant): LeadEntity[] {
  return [
    restSpace('ER-1', 32, 22, open(30), plus(now, -4 * MINUTE)),
    restSpace('ER-2', 14, 9, open(9), plus(now, -31 * MINUTE)),
    restSpace('ER-3', 10, 8, open(4), plus(now, -12 * MINUTE)),
    beds(plus(now, -95 * MINUTE)),
    { kind: 'queue', level: { wait: '12-18', atRisk: '0', share: { kind: 'part', percent: '85' } } },
  ];
}

function beds(confirmedAt: Instant | null): LeadEntity {
  return {
    kind: 'beds',
    installed: 10,
    available: 3,
    reserved: 1,
    occupied: 4,
    cleaning: 1,
    closed: 1,
    surge: 0,
    surgeAvailable: 0,
    confirmedAt,
  };
}

function presences(now: Instant): PresenceEntity[] {
  const at = (
    team: string,
    place: PresenceEntity['place'],
    status: PresenceEntity['status'],
    minutes: number,
  ): PresenceEntity => ({ team: team as TeamId, place, status, declaredAt: plus(now, -minutes * MINUTE) });
  const zone = (id: string) => ({ kind: 'zone', id: id as ZoneId }) as const;
  const station = (id: string) => ({ kind: 'station', id: id as StationId }) as const;
  return [
    at('T1', zone('z-chapelle'), 'en-route', 3),
    at('T2', zone('z-stalingrad'), 'sur-place', 24),
    at('T3', station('st-chateau-rouge'), 'sous-terre', 11),
    at('T4', zone('z-rosa-parks'), 'disponible', 4),
    at('T5', zone('z-belleville'), 'sur-place', 38),
  ];
}

function frame(at: Instant, entities: LeadEntity[], presence: PresenceEntity[]): FirstFrame {
  const changes = entities.map((value, index) => ({
    key: keyOf(value),
    rev: (index + 1) as Revision,
    value,
  }));
  return firstFrameSchema.parse({
    hello: {
      wire: WIRE_VERSION,
      epoch: '0'.repeat(32),
      territory: 'paris-nord-est',
      policy: '9c21'.padEnd(64, '0'),
      at,
      speed: 60,
      simulated: true,
    },
    changes: { audience: 'lead', from: 0, to: changes.length, at, changes, presence },
  });
}

const zoneIds = zonesFile.zones.map(({ id }) => id);
const stationIds = stationsFile.stations.map(({ id }) => id);

function places(now: Instant): LeadEntity[] {
  return [...passed('zone', zoneIds, now), ...passed('station', stationIds, now)];
}

/** First frames of the lead's console, each a situation that its screen must be able to show. */
export const leadFrames = {
  evening: () =>
    frame(
      EVENING,
      [...places(EVENING), ...duties(EVENING, 'lived'), ...capacity(EVENING)],
      presences(EVENING),
    ),
  /** One full space, a request at risk, gaps that end within the hour: three alarms. */
  alarms: () =>
    frame(
      LATE,
      [
        ...places(LATE),
        ...duties(LATE, 'lived'),
        restSpace('ER-1', 32, 22, open(33), plus(LATE, -2 * MINUTE)),
        restSpace('ER-2', 14, 9, open(14), plus(LATE, -5 * MINUTE)),
        restSpace(
          'ER-3',
          10,
          8,
          { kind: 'ferme', reason: 'horaires', until: null },
          plus(LATE, -12 * MINUTE),
        ),
        beds(plus(LATE, -95 * MINUTE)),
        { kind: 'queue', level: { wait: '>24', atRisk: '1+', share: { kind: 'trop-peu-de-demandes' } } },
      ],
      presences(LATE),
    ),
  /** Every source has been silent for longer than it may: ageing, then stale. */
  stale: () =>
    frame(
      EVENING,
      [
        ...places(EVENING),
        ...duties(EVENING, 'lived'),
        restSpace('ER-1', 32, 22, open(30), plus(EVENING, -72 * MINUTE)),
        restSpace('ER-2', 14, 9, open(14), plus(EVENING, -310 * MINUTE)),
        restSpace('ER-3', 10, 8, { kind: 'jamais-recu' }, null),
        beds(plus(EVENING, -600 * MINUTE)),
        { kind: 'queue', level: { wait: '<6', atRisk: '0', share: { kind: 'trop-peu-de-demandes' } } },
      ],
      [],
    ),
  dawn: () => frame(DAWN, duties(DAWN, 'new'), []),
  /** A log that holds nothing at all. */
  empty: () => frame(DAWN, [], []),
} as const satisfies Record<string, () => FirstFrame>;
