import type { Band, SourceAge, Wait } from '#shared/view/capacity';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { slotOf, type Slot } from '#shared/kernel/slot';
import { wallChangesSchema } from '#shared/view/wall-changes';
import type { CoverageCellState } from '#shared/view/coverage';
import { keyOf } from '#shared/view/entity';
import type { WallEntity } from '#shared/view/wall';
import { firstFrameSchema, type FirstFrame } from '#shared/wire/down';
import { WIRE_VERSION } from '#shared/wire/version';
import { DELAY_MIN } from './told.ts';

// Frames a wall may be given, for tests and pictures. Paris is one hour ahead of UTC on these winter days.

const SECTORS = ['s-18-est', 's-18-ouest', 's-10', 's-19-nord', 's-19-sud', 's-20', 's-nation', 's-93-ouest', 's-93-nord', 's-93-est']; // prettier-ignore
const METRO = ['m-ouest', 'm-centre', 'm-nord-est', 'm-est', 'm-sud'];

type Cells = readonly [morning: CoverageCellState, afternoon: CoverageCellState];
type Space = { band: Band; regime?: 'jour' | 'nuit'; trend?: Band[]; source?: SourceAge };
type Picture = {
  at: string;
  /** The last release that this wall was sent; what it describes ended the policy's delay before. */
  releasedAt: string;
  /** Cells of every area, then of those that differ. */
  usual: Cells;
  areas?: Record<string, Cells>;
  spaces: Record<string, Space>;
  free: '0' | '1' | '2' | '3+' | 'inconnu';
  bedsSource?: SourceAge;
  wait: Wait;
  atRisk?: '0' | '1+';
  share?: string | null;
  speed?: number;
};

const fresh: SourceAge = { freshness: 'frais' };
const JAUGES: Record<string, readonly [day: number, night: number]> = {
  'ER-1': [32, 22],
  'ER-2': [14, 9],
  'ER-3': [10, 8],
};

/** A wall frame, as the server would render it into the page. */
export function wallFrame(picture: Picture): FirstFrame {
  const at = `2026-11-21T${picture.at}.000Z`;
  const releasedAt = `2026-11-21T${picture.releasedAt}:00.000Z` as Instant;
  const cells = (id: string) => {
    const [morning, afternoon] = picture.areas?.[id] ?? picture.usual;
    return [
      { window: 'matin', state: morning },
      { window: 'apres-midi', state: afternoon },
    ];
  };
  const entities: unknown[] = [
    ...SECTORS.map((id) => ({ kind: 'sector', id, cells: cells(id) })),
    ...METRO.map((id) => ({ kind: 'metro-sector', id, cells: cells(id) })),
    {
      kind: 'situation',
      day: '2026-11-21',
      describes: plus(releasedAt, -DELAY_MIN.wall * MINUTE),
      releasedAt,
      mark: '7F3A',
    },
    ...Object.entries(picture.spaces).map(([id, space]) => ({
      kind: 'rest-space',
      id,
      band: space.band,
      regime: space.regime ?? 'jour',
      jaugeJour: JAUGES[id]?.[0] ?? 10,
      jaugeNuit: JAUGES[id]?.[1] ?? 8,
      trend: space.trend ?? [],
      source: space.source ?? fresh,
    })),
    { kind: 'beds', free: picture.free, source: picture.bedsSource ?? fresh },
    {
      kind: 'queue',
      level: {
        wait: picture.wait,
        atRisk: picture.atRisk ?? '0',
        share:
          picture.share === null
            ? { kind: 'trop-peu-de-demandes' }
            : { kind: 'part', percent: picture.share ?? '85' },
      },
    },
  ];
  return firstFrameSchema.parse({
    hello: {
      wire: WIRE_VERSION,
      epoch: '0'.repeat(32),
      territory: 'paris-nord-est',
      policy: '9c21'.padEnd(64, '0'),
      at,
      speed: picture.speed ?? 60,
      simulated: true,
    },
    changes: {
      audience: 'wall',
      from: 0,
      to: entities.length,
      at,
      changes: entities.map((value, index) => ({
        key: keyOf(value as WallEntity),
        rev: index + 1,
        value,
      })),
    },
  });
}

const room: Record<string, Space> = {
  'ER-1': { band: '5+', trend: ['5+', '5+', '1+', '1+', 'complet', '1+', '5+', '5+'] },
  'ER-2': { band: '1+', trend: ['1+', '5+', '5+', '5+', '1+', '1+', '1+', '1+'] },
  'ER-3': {
    band: 'ouvert',
    trend: ['ouvert', 'ouvert', 'ouvert', 'ouvert', 'ouvert', 'ouvert', 'ouvert', 'ouvert'],
  },
};

/** 20:12: two gaps whose half-day ends within two hours, one past its 18 hours. */
export const eveningWithGaps = wallFrame({
  at: '19:12:04',
  releasedAt: '19:00',
  usual: ['passe', 'passe'],
  areas: {
    's-93-nord': ['passe', 'a-couvrir'],
    's-20': ['passe', 'a-couvrir'],
    's-19-nord': ['manque', 'passe'],
    'm-est': ['passe', 'a-couvrir'],
    'm-nord-est': ['manque', 'passe'],
  },
  spaces: room,
  free: '1',
  wait: '18-24',
  atRisk: '1+',
});

/** 17:38: gaps, and time to fill them; nothing calls. */
export const calm = wallFrame({
  at: '16:38:40',
  releasedAt: '16:30',
  usual: ['passe', 'passe'],
  areas: {
    's-93-nord': ['passe', 'a-couvrir'],
    's-18-ouest': ['passe', 'a-couvrir'],
    's-10': ['passe', 'a-couvrir'],
    's-20': ['passe', 'a-couvrir'],
    's-19-nord': ['manque', 'passe'],
    'm-ouest': ['passe', 'a-couvrir'],
    'm-est': ['passe', 'a-couvrir'],
    'm-nord-est': ['manque', 'passe'],
  },
  spaces: room,
  free: '3+',
  wait: '6-12',
});

/** Two full spaces, one of them by night, and a request past its 24 hours. */
export const fullAndAtRisk = wallFrame({
  at: '21:34:06',
  releasedAt: '21:30',
  usual: ['passe', 'passe'],
  areas: { 's-93-nord': ['passe', 'manque'], 's-93-est': ['passe', 'non-du'] },
  spaces: {
    'ER-1': {
      band: 'complet',
      regime: 'nuit',
      trend: ['5+', '5+', '1+', '1+', 'complet', 'complet', 'complet', 'complet'],
    },
    'ER-2': { band: 'complet', regime: 'nuit', trend: ['1+', 'complet'] },
    'ER-3': { band: 'ferme', regime: 'nuit', trend: ['ouvert', 'ouvert', 'ferme', 'ferme'] },
  },
  free: '0',
  wait: '>24',
  atRisk: '1+',
  share: null,
});

/** Sources that no longer speak: one ageing, one stale, one never heard, and no release since 13:00. */
export const stale = wallFrame({
  at: '15:05:00',
  releasedAt: '13:00',
  usual: ['passe', 'a-couvrir'],
  spaces: {
    'ER-1': { band: '5+', trend: ['1+', '5+'], source: { freshness: 'vieillissant' } },
    'ER-2': { band: 'complet', source: { freshness: 'perime', since: '2026-11-21T12:00Z' as Slot } },
    'ER-3': { band: 'inconnu', source: { freshness: 'inconnu' } },
  },
  free: '2',
  bedsSource: { freshness: 'perime', since: slotOf('2026-11-21T07:10:00.000Z' as Instant) },
  wait: '<6',
});

/** 07:20: a new day, nothing released, nothing received. */
export const emptyMorning: FirstFrame = {
  ...eveningWithGaps,
  hello: { ...eveningWithGaps.hello, at: '2026-11-21T06:20:00.000Z' as Instant },
  changes: wallChangesSchema.parse({
    audience: 'wall',
    from: 0,
    to: 1,
    at: '2026-11-21T06:20:00.000Z',
    changes: [
      {
        key: 'situation',
        rev: 1,
        value: {
          kind: 'situation',
          day: '2026-11-21' as LocalDate,
          describes: null,
          releasedAt: null,
          mark: '0000',
        },
      },
    ],
  }),
};
