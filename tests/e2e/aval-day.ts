import type { LogEvent } from '#server/commands/event';
import { retentionOf } from '#server/commands/event';
import { openEmbeddedLog } from '#server/log/embedded';
import { randomIds } from '#server/ports/ids';
import type { MonthFlows } from '#server/release/events';
import { DAY, HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { ContinuumStage } from '#shared/view/services';
import {
  commandId,
  hospitalTeam,
  paris,
  placement,
  slotAt,
  space,
  station,
  team,
  unit,
  zone,
} from '../support/said.ts';
import { newFolder, policy } from '../support/served-app.ts';

// What the hospital's other tabs and the continuum are looked at with: the facts of a day, written in a log before any
// server opens it. Weeks of placements and a year of months are there at once, and no test has to live them.

/** Before the first half-hour of the morning, after the figures of the months (06:00). */
export const BEGINS = paris('06:40');
/** When it is looked at. */
export const EVENING = paris('19:12');
/** The release that follows, and what it brings to the hospital: the sector of this zone, nobody having passed before. */
export const NEXT_RELEASE = paris('19:30');
const { delay_min: DELAY_MIN } = policy.policy.roles.hospital.surface;
export const DELAY_WORDS = `différée ${DELAY_MIN} min`;
export const NEXT_SECTOR = 's-18-ouest';
const NEXT_PASS = {
  place: zone('z-clignancourt'),
  slot: slotOf(plus(NEXT_RELEASE, -(DELAY_MIN + 30) * MINUTE)),
} as const;

/** Code, days since it was opened, days in its step, how many steps it has gone. */
const PLACEMENTS = [
  ['H4N3PC', 61, 33, 9],
  ['K7WPAR', 34, 12, 3],
  ['M9T4XE', 26, 9, 5],
  ['B2VQ6F', 16, 4, 2],
  ['W8JD5S', 5, 1, 1],
  ['C6RN7Y', 2, 2, 0],
] as const;
const STEPS = [
  'reperage',
  'accord',
  'evaluation',
  'choix',
  'dossier',
  'concertation',
  'date-fixee',
  'accompagnement',
  'entree',
  'suivi-conjoint',
] as const;

function placements(): LogEvent[] {
  return PLACEMENTS.flatMap(([id, opened, inStep, gone], index) => {
    const code = placement(id);
    const at = (days: number) => plus(EVENING, -days * DAY - index * HOUR);
    const sending =
      (['assore', 'csapa-ambulatoire', 'service-hospitalier', 'phase'] as const)[index % 4] ?? 'assore';
    const facts: LogEvent[] = [
      { type: 'PlacementOpened', placement: code, at: at(opened), sending, expertSupport: index % 3 === 1 },
    ];
    for (let n = 1; n <= gone; n += 1) {
      const days = opened - ((opened - inStep) * n) / gone;
      facts.push({ type: 'PlacementAdvanced', placement: code, at: at(days), step: STEPS[n] ?? 'accord' });
      if (n !== 3) continue;
      const asked = (
        region: 'BRE' | 'OCC' | 'NAQ',
        residence: 'communaute-therapeutique' | 'centre-therapeutique',
      ) => ({ placement: code, at: at(days), region, residence }) as const;
      facts.push({ type: 'ResidenceAsked', ...asked('BRE', 'communaute-therapeutique') });
      facts.push({ type: 'ResidenceAsked', ...asked('OCC', 'communaute-therapeutique') });
      facts.push({ type: 'ResidenceAsked', ...asked('NAQ', 'centre-therapeutique') });
      facts.push({ type: 'ResidenceDeclined', ...asked('NAQ', 'centre-therapeutique') });
      if (gone > 3) facts.push({ type: 'ResidenceAccepted', ...asked('BRE', 'communaute-therapeutique') });
    }
    return facts;
  });
}

function capacities(): LogEvent[] {
  const beds = (id: string, at: Instant, free: number, occupied: number, closed: number): LogEvent => ({
    type: 'UnitReported',
    unit: unit(id),
    at,
    free,
    occupied,
    closed,
  });
  const places = { type: 'ResidencesReported' } as const;
  return [
    beds('UHA-1', paris('08:12'), 2, 11, 1),
    beds('UHA-2', paris('14:40'), 0, 16, 0),
    beds('UHA-3', paris('11:05', '2026-11-20'), 1, 9, 2),
    beds('UHA-4', paris('17:58'), 1, 13, 0),
    {
      type: 'HousingReported',
      line: 'assore',
      at: paris('08:50'),
      capacity: 610,
      taken: 592,
      blocked: 13,
      exitsThisWeek: 8,
    },
    {
      ...places,
      region: 'BRE',
      residence: 'communaute-therapeutique',
      at: paris('10:30', '2026-11-18'),
      establishments: 2,
      free: 1,
      conditions: ['sevrage-prealable', 'droits-ouverts'],
    },
    {
      ...places,
      region: 'NAQ',
      residence: 'centre-therapeutique',
      at: paris('15:00', '2026-11-20'),
      establishments: 3,
      free: 4,
      conditions: ['tso-accepte', 'accueil-couple'],
    },
    {
      ...places,
      region: 'NAQ',
      residence: 'soins-de-readaptation',
      at: paris('09:20', '2026-11-03'),
      establishments: 1,
      free: 2,
      conditions: [],
    },
    {
      ...places,
      region: 'OCC',
      residence: 'communaute-therapeutique',
      at: paris('11:45', '2026-11-12'),
      establishments: 4,
      free: 0,
      conditions: ['sevrage-prealable', 'tso-accepte', 'accueil-animal'],
    },
  ];
}

function outings(): LogEvent[] {
  const id = hospitalTeam('EMH-1');
  const asked = (n: number, hour: string, hospital = id): LogEvent => ({
    type: 'JointOutingAsked',
    hospitalTeam: hospital,
    outing: commandId(n),
    at: paris(hour),
    answerBy: paris(hour < '14:00' ? '14:00' : '21:00'),
    askedBy: team('T2'),
  });
  const of = (n: number, hour: string) => ({ hospitalTeam: id, outing: commandId(n), at: paris(hour) });
  return [
    {
      type: 'HospitalTeamSet',
      hospitalTeam: id,
      at: paris('16:20'),
      availability: 'en-sortie',
      next: slotAt('20:30'),
    },
    asked(1, '10:05'),
    { type: 'JointOutingAccepted', ...of(1, '10:20') },
    { type: 'JointOutingCompleted', ...of(1, '13:10') },
    asked(2, '11:30'),
    { type: 'JointOutingRefused', ...of(2, '11:52'), reason: 'deja-en-sortie' },
    asked(3, '15:48'),
    { type: 'JointOutingAccepted', ...of(3, '16:10') },
    asked(4, '18:02'),
  ];
}

function passes(): LogEvent[] {
  const made = (
    n: number,
    hour: string,
    place: ReturnType<typeof zone> | ReturnType<typeof station>,
  ): LogEvent => ({
    type: 'PassDeclared',
    pass: commandId(100 + n),
    place,
    slot: slotAt(hour),
    people: '10-19',
    needs: ['soin'],
  });
  const morning = [
    'z-chapelle',
    'z-clignancourt',
    'z-gare-du-nord',
    'z-stalingrad',
    'z-gambetta',
    'z-pantin',
  ];
  const evening = ['z-dormoy', 'z-gare-de-lest', 'z-rosa-parks', 'z-aubervilliers'];
  return [
    ...morning.map((id, n) => made(n, '10:30', zone(id))),
    ...evening.map((id, n) => made(10 + n, '17:00', zone(id))),
    made(20, '10:00', station('st-barbes-rochechouart')),
    made(21, '11:00', station('st-crimee')),
    made(22, '16:30', station('st-anvers')),
    made(23, '16:30', station('st-bastille')),
    { type: 'PassDeclared', pass: commandId(130), ...NEXT_PASS, people: '10-19', needs: ['soin'] },
  ];
}

function spaces(): LogEvent[] {
  return (['ER-1', 'ER-2'] as const).flatMap((id, index): LogEvent[] => [
    { type: 'RestSpaceOpened', space: space(id), at: paris('06:30'), regime: 'jour' },
    {
      type: 'RestSpaceRecounted',
      space: space(id),
      at: paris('18:55'),
      present: index === 0 ? 24 : 14,
      before: 0,
      reason: 'autre',
    },
  ]);
}

const STAGES = [
  'visites',
  'demandes',
  'admissions',
  'reorientations',
  'autres-fins',
  'placements',
  'entrees-hors-region',
] as const satisfies readonly ContinuumStage[];

/** Thirteen months as they were released: entries are always fewer than eleven, so is more than one of the ends. */
function months(): MonthFlows[] {
  const year: readonly (readonly (number | null)[])[] = [
    [6120, 21, 15, null, null, null, null],
    [6340, 24, 17, null, null, 12, null],
    [5980, 25, 18, null, null, null, null],
    [5710, 22, 16, null, null, null, null],
    [6480, 27, 19, null, null, 13, null],
    [6630, 26, 18, null, null, null, null],
    [6890, 29, 20, null, null, 11, null],
    [6710, 28, 21, null, null, null, null],
    [6240, 23, 17, null, null, null, null],
    [6050, 24, 16, null, null, null, null],
    [6770, 30, 22, null, null, 14, null],
    [6940, 31, 23, null, null, 12, null],
    [4610, 19, 13, null, null, null, null],
  ];
  return year.map((counts, index) => {
    const at = 2025 * 12 + 10 + index;
    const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    const stages = STAGES.map((stage, n) => ({ stage, count: counts[n] ?? null }));
    return { month, closed: index < year.length - 1, stages };
  });
}

function streamOf(event: LogEvent): string {
  switch (event.type) {
    case 'PassDeclared':
      return `pass:${event.slot}`;
    case 'FlowsCounted':
      return 'flows';
    case 'ResidencesReported':
      return 'residences';
    default:
      if ('unit' in event) return `unit:${event.unit}`;
      if ('line' in event) return `housing:${event.line}`;
      if ('placement' in event) return `placement:${event.placement}`;
      if ('hospitalTeam' in event) return `hospital-team:${event.hospitalTeam}`;
      if ('space' in event) return `rest-space:${event.space}`;
      throw new Error(`no stream for ${event.type}`);
  }
}

/** A folder with the log of that day: a server that opens it at `BEGINS` and is moved to `EVENING` shows it. */
export async function dayFolder(): Promise<string> {
  const folder = newFolder();
  const log = openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() });
  const facts: LogEvent[] = [
    { type: 'FlowsCounted', at: plus(BEGINS, -40 * MINUTE), months: months() },
    ...placements(),
    ...capacities(),
    ...outings(),
    ...passes(),
    ...spaces(),
  ];
  const versions = new Map<string, number>();
  for (const [index, event] of facts.entries()) {
    const stream = streamOf(event);
    const expectedVersion = versions.get(stream) ?? 0;
    versions.set(stream, expectedVersion + 1);
    const retention = retentionOf(event);
    const [kept] = await log.appendGroup([
      {
        commandId: commandId(1000 + index),
        stream,
        expectedVersion,
        events: [{ retention, event }],
        answer: { retention, outcome: {} },
      },
    ]);
    if (kept?.kind !== 'appended') throw new Error(`${event.type}: ${kept?.kind}`);
  }
  await log.close();
  return folder;
}
