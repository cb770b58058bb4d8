import { expect, test } from 'vitest';
import { BED_STATE_DISPLAYS, emittedBedStateSchema } from '#shared/codes/bed-states';
import { CAPACITY_EXTENSION_URL, capacityExtensionSchema } from '#shared/codes/ror-capacity';

const nos = (table: string) => `https://mos.esante.gouv.fr/NOS/TRE_${table}/FHIR/TRE-${table}`;
const coded = (table: string, code: string, display: string) => ({
  coding: [{ system: nos(table), code, display }],
});

/** Three available beds, written by hand as the guide shows it. */
const AVAILABLE = {
  url: CAPACITY_EXTENSION_URL,
  extension: [
    { url: 'capacityType', valueCodeableConcept: coded('R329-NatureCapacite', '01', 'Lit') },
    { url: 'capacityStatus', valueCodeableConcept: coded('R330-TypeStatutCapacite', '02', 'Disponible') },
    { url: 'temporalityCapacity', valueCodeableConcept: coded('R331-TemporaliteCapacite', '01', 'Courant') },
    { url: 'nbCapacity', valueInteger: 3 },
    {
      url: 'capacitySourceType',
      valueCodeableConcept: coded('R335-TypeSourceCapacite', '01', 'Saisie manuelle'),
    },
    { url: 'capacityUpdateDate', valueDateTime: '2026-11-21T17:30:00+01:00' },
    {
      url: 'temporaryAssignement',
      valueCodeableConcept: coded('R337-AffectationTemporaire', '01', 'Aucune'),
    },
  ],
};

const isRead = (written: unknown) => capacityExtensionSchema.safeParse(written).success;
const text = JSON.stringify(AVAILABLE);
const changed = (from: string, to: string): unknown => {
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to));
};

test('[EXP-1] a capacity is its seven children, once each, with codes of the published tables', () => {
  expect(isRead(AVAILABLE)).toBe(true);
  for (let left = 0; left < AVAILABLE.extension.length; left += 1) {
    const extension = AVAILABLE.extension.filter((_, index) => index !== left);
    expect(isRead({ ...AVAILABLE, extension })).toBe(false);
  }
});

test.each([
  ['a code of no table', '"code":"02"', '"code":"42"'],
  ['a code under the name of another', '"code":"02"', '"code":"03"'],
  ['a table under the codes of another', 'R330-TypeStatutCapacite/', 'R329-NatureCapacite/'],
  ['a child in right English', 'temporaryAssignement', 'temporaryAssignment'],
  ['half a bed', '"valueInteger":3', '"valueInteger":3.5'],
  ['fewer than no bed', '"valueInteger":3', '"valueInteger":-1'],
  ['a moment without its offset', '17:30:00+01:00', '17:30:00'],
  ['a key more', '"valueInteger":3', '"valueInteger":3,"note":"x"'],
])('[EXP-1] %s is refused', (_what, from, to) => {
  expect(isRead(changed(from, to))).toBe(false);
});

test('[EXP-2] 07, 08 and 09 are states of the table, and are never written', () => {
  expect(Object.keys(BED_STATE_DISPLAYS)).toHaveLength(9);
  expect(emittedBedStateSchema.options).toEqual(['01', '02', '03', '04', '05', '06']);
  for (const state of ['07', '08', '09'] as const) {
    const written = coded('R330-TypeStatutCapacite', state, BED_STATE_DISPLAYS[state]);
    const extension = AVAILABLE.extension.map((child) =>
      child.url === 'capacityStatus' ? { ...child, valueCodeableConcept: written } : child,
    );
    expect(isRead({ ...AVAILABLE, extension })).toBe(false);
  }
});
