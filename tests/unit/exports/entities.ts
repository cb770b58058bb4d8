import { exportOf, type ExportAsked, type ExportSetting } from '#server/exports/export';
import type { FhirLocation } from '#server/exports/location';
import type { Entity, EntityOf } from '#shared/view/entity';
import { paris, space } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

// Entities of views as the wire carries them, and what is exported from them. It is 17:31:20 in Paris.

export const AS_OF = paris('17:31');
const SAID = paris('16:05:40');

type Lead = EntityOf['lead'];
type Exact<Kind extends Lead['kind']> = Extract<Lead, { kind: Kind }>;

export function ward(over: Partial<Exact<'beds'>> = {}): Exact<'beds'> {
  return {
    kind: 'beds',
    installed: 10,
    available: 3,
    reserved: 1,
    occupied: 4,
    cleaning: 1,
    closed: 1,
    surge: 2,
    surgeAvailable: 1,
    confirmedAt: SAID,
    ...over,
  };
}

type WardClass = Extract<EntityOf['wall'], { kind: 'beds' }>;
export function wardClass(free: WardClass['free']): WardClass {
  return { kind: 'beds', free, source: { freshness: 'frais' } };
}

export function exactSpace(
  state: Exact<'rest-space'>['state'],
  over: Partial<Exact<'rest-space'>> = {},
): Exact<'rest-space'> {
  return {
    kind: 'rest-space',
    id: space('ER-1'),
    state,
    jaugeJour: 32,
    jaugeNuit: 22,
    lastSignAt: SAID,
    sheetOf: null,
    ...over,
  };
}

type OpenSpace = Extract<Exact<'rest-space'>['state'], { kind: 'ouvert' }>;
export function openSpace(present: number, over: Partial<OpenSpace> = {}): Exact<'rest-space'> {
  return exactSpace({
    kind: 'ouvert',
    present,
    regime: 'jour',
    declaredFull: false,
    services: [],
    belowZero: false,
    saturatingSince: null,
    ...over,
  });
}

type BandEntity = Extract<EntityOf['hospital'], { kind: 'rest-space-band' }>;
export function spaceBand(band: BandEntity['band'], over: Partial<BandEntity> = {}): BandEntity {
  return {
    kind: 'rest-space-band',
    id: space('ER-1'),
    band,
    regime: 'jour',
    jaugeJour: 32,
    jaugeNuit: 22,
    source: { freshness: 'frais' },
    ...over,
  };
}

/** The same as the transport operator reads it. */
export function spaceDoor(band: BandEntity['band']): Extract<EntityOf['ratp'], { kind: 'rest-space-band' }> {
  return { kind: 'rest-space-band', id: space('ER-1'), band, source: { freshness: 'frais' } };
}

export function unit(
  report: { free: number; occupied: number; closed: number } | null,
  id = 'UHA-1',
): Exact<'unit'> {
  return {
    kind: 'unit',
    id: id as Exact<'unit'>['id'],
    report: report && { ...report, confirmedAt: SAID },
  };
}

export function housing(
  report: { capacity: number; taken: number; blocked: number; free: number } | null,
): Exact<'housing'> {
  return {
    kind: 'housing',
    id: 'assore',
    report: report && { ...report, exitsThisWeek: 6, confirmedAt: SAID },
  };
}

/** A lead's capacities, each kind once. */
export const LEAD: readonly Entity[] = [
  housing({ capacity: 610, taken: 580, blocked: 10, free: 20 }),
  unit({ free: 1, occupied: 9, closed: 2 }),
  openSpace(14),
  ward(),
];

/** A hospital's, in which places are told as classes. */
export const HOSPITAL: readonly Entity[] = [
  ward(),
  spaceBand('5-9'),
  spaceBand('complet', { id: space('ER-2'), jaugeJour: 14, jaugeNuit: 9 }),
  spaceBand('ouvert', { id: space('ER-3'), jaugeJour: 10, jaugeNuit: 8 }),
  unit(null),
];

export const SETTING: ExportSetting = { territory, asOf: AS_OF, simulated: false };

export function exported(entities: readonly Entity[], asked: ExportAsked, over: Partial<ExportSetting> = {}) {
  return exportOf(entities, asked, { ...SETTING, ...over });
}

/** What a client reads. */
export function read<Resource = FhirLocation>(text: string): Resource {
  return JSON.parse(text) as Resource;
}

export type Numbers = Record<string, number>;

/** The number of each state of one service, by code. */
export function numbersOf(entities: readonly Entity[], id: string): Numbers {
  return numbersIn(read(exported(entities, { kind: 'location', id }).text));
}

type Extensions = { extension?: { url: string; valueCode?: string; extension?: Child[] }[] | undefined };
type Child = { url: string; valueInteger?: number; valueCodeableConcept?: { coding: { code: string }[] } };

export function numbersIn({ extension = [] }: Extensions): Numbers {
  return Object.fromEntries(
    extension.flatMap(({ extension: children = [] }) => {
      const child = (url: string) => children.find((one) => one.url === url);
      const state = child('capacityStatus')?.valueCodeableConcept?.coding[0]?.code;
      return state === undefined ? [] : [[state, child('nbCapacity')?.valueInteger ?? NaN]];
    }),
  );
}

/** What an extension of ours says: `band`, `freshness`. */
export function classIn({ extension = [] }: Extensions, which: string): string | undefined {
  return extension.find(({ url }) => url === `urn:passerelle:${which}`)?.valueCode;
}
