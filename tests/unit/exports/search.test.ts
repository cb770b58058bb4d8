import { describe, expect, test } from 'vitest';
import { askedCsv, askedLocation, askedLocations, askedMetadata, askedServices } from '#server/exports/asked';
import type { FhirBundle } from '#server/exports/bundle';
import { TRE_R330 } from '#shared/codes/ror-capacity';
import type { Entity } from '#shared/view/entity';
import { exported, HOSPITAL, LEAD, read } from './entities.ts';

/** The ids of the locations found, or the parameter that is refused. */
function found(query: unknown, entities: readonly Entity[] = LEAD): unknown {
  const asked = askedLocations(query);
  if (asked.kind === 'malformed') return { refused: asked.parameter };
  const { entry = [] } = read<FhirBundle>(exported(entities, asked).text);
  return entry.map(({ resource }) => resource.id);
}

describe('on a capacity', () => {
  test('[EXP-11] a state, several of them, or one with its table', () => {
    expect(found({ 'capacity-status': '04' })).toEqual(['d2o']);
    expect(found({ 'capacity-status': '04,06' })).toEqual(['d2o']);
    expect(found({ 'capacity-status': `${TRE_R330.system}|02` })).toHaveLength(4);
    expect(found({ 'capacity-status': '07' })).toEqual([]);
  });

  test('[EXP-11] beds are not places', () => {
    expect(found({ 'capacity-type': '01' })).toEqual(['d2o', 'UHA-1']);
    expect(found({ 'capacity-type': '02' })).toEqual(['ER-1', 'assore']);
    expect(found({ 'capacity-type': '03' })).toEqual([]);
  });

  test('[EXP-11] what is asked of a capacity is asked of one and the same', () => {
    // The ward has 3 beds available and 4 occupied, the space 18 and 14.
    expect(found({ 'capacity-status': '02', 'nb-capacity': 'ge4' })).toEqual(['ER-1', 'assore']);
    expect(found({ 'capacity-status': '02', 'nb-capacity': '3' })).toEqual(['d2o']);
    expect(found({ 'capacity-status': '02', 'nb-capacity': ['gt1', 'lt18'] })).toEqual(['d2o']);
    expect(found({ 'capacity-status': '02', 'capacity-type': '01', 'nb-capacity': 'gt0' })).toEqual([
      'd2o',
      'UHA-1',
    ]);
  });

  test('[EXP-6, EXP-11] a class answers no question on numbers', () => {
    expect(found({ 'capacity-status': '02', 'nb-capacity': 'ge0' }, HOSPITAL)).toEqual(['d2o', 'ER-2']);
    expect(found({ 'capacity-status': '02', 'nb-capacity': 'gt0' }, HOSPITAL)).toEqual(['d2o']);
  });

  test.each([
    ['0', 'eq', []],
    ['3', '', ['d2o']],
    ['3', 'ne', ['ER-1', 'UHA-1', 'assore']],
    ['3', 'gt', ['ER-1', 'assore']],
    ['3', 'ge', ['d2o', 'ER-1', 'assore']],
    ['3', 'lt', ['UHA-1']],
    ['3', 'le', ['d2o', 'UHA-1']],
  ])('[EXP-12] %s available, compared by « %s »', (number, by, ids) => {
    expect(found({ 'capacity-status': '02', 'nb-capacity': `${by}${number}` })).toEqual(ids);
  });
});

describe('on time', () => {
  // Exact numbers were said at 16:05:40 in Paris.
  test.each([
    ['ge2026-11-21', 4],
    ['2026-11-21', 4],
    ['gt2026-11-21', 0],
    ['lt2026-11-21', 0],
    ['le2026-11-21', 4],
    ['2026-11-21T16:05+01:00', 4],
    ['2026-11-21T15:05Z', 4],
    ['ge2026-11-21T16:05:40+01:00', 4],
    ['gt2026-11-21T16:05:40+01:00', 0],
    ['lt2026-11-21T16:05:40+01:00', 0],
    ['ne2026-11-21T16:05:40+01:00', 0],
  ])('[EXP-12] %s finds %i, whichever of the two dates it is asked of', (date, count) => {
    expect(found({ 'capacity-update-date': date })).toHaveLength(count);
    expect(found({ _lastUpdated: date })).toHaveLength(count);
  });

  test('[EXP-12] a day is the territory’s own: it begins at local midnight', () => {
    const midnight = LEAD.map((entity) =>
      entity.kind === 'beds' ? { ...entity, confirmedAt: '2026-10-24T22:30:00.000Z' } : entity,
    ) as Entity[];
    expect(found({ _lastUpdated: '2026-10-25' }, midnight)).toEqual(['d2o']);
    expect(found({ _lastUpdated: '2026-10-24' }, midnight)).toEqual([]);
  });

  test('[EXP-12] two dates are both to hold', () => {
    const between = ['ge2026-11-21T16:00+01:00', 'lt2026-11-21T17:00+01:00'];
    expect(found({ _lastUpdated: between })).toHaveLength(4);
    expect(found({ _lastUpdated: [...between, 'gt2026-11-21T16:30+01:00'] })).toEqual([]);
  });
});

describe('of another form', () => {
  test.each([
    ['capacity-status', '42'],
    ['capacity-status', ''],
    ['capacity-status', '02,'],
    ['capacity-status', ['02', '03']],
    ['capacity-status', 'https://ailleurs.example|02'],
    ['capacity-type', '04'],
    ['nb-capacity', 'ZZCANARY'],
    ['nb-capacity', 'sa3'],
    ['nb-capacity', '3.5'],
    ['nb-capacity', '-1'],
    ['capacity-update-date', '2026'],
    ['capacity-update-date', 'ge2026-02-30'],
    ['capacity-update-date', '2026-11-21T16:05'],
    ['_lastUpdated', 'yesterday'],
    ['_lastUpdated', Array<string>(5).fill('2026-11-21')],
    ['_revinclude', 'Patient:location'],
  ])('[EXP-13] the parameter %s refuses %j, and is named', (parameter, value) => {
    expect(found({ [parameter]: value })).toEqual({ refused: parameter });
  });

  test('[EXP-13] a parameter that is not ours refuses the whole, and is not named', () => {
    expect(found({ 'capacity-status': '02', ZZCANARY: '1' })).toEqual({ refused: null });
    expect(found({ __proto__: null, near: '48.88|2.37' })).toEqual({ refused: null });
    expect(askedServices({ 'capacity-status': '02' })).toEqual({ kind: 'malformed', parameter: null });
    expect(askedMetadata({ _summary: 'true' })).toEqual({ kind: 'malformed', parameter: null });
    expect(askedLocation('d2o', { _elements: 'id' })).toEqual({ kind: 'malformed', parameter: null });
    expect(askedCsv({ format: 'xls' })).toEqual({ kind: 'malformed', parameter: 'format' });
  });
});
