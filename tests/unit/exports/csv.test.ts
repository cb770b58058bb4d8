import { describe, expect, test } from 'vitest';
import type { FhirBundle } from '#server/exports/bundle';
import type { CsvVariant } from '#server/exports/csv';
import type { Entity } from '#shared/view/entity';
import { territory } from '../../support/served-app.ts';
import { classIn, exported, HOSPITAL, LEAD, numbersIn, read, SETTING, ward, wardClass } from './entities.ts';

const csv = (entities: readonly Entity[], variant: CsvVariant = 'rfc', simulated = false) =>
  exported(entities, { kind: 'csv', variant }, { simulated });

/** Rows as a reader has them: a cell that holds the delimiter is between quotes, and none here holds a quote. */
function rows(text: string, delimiter = ','): Record<string, string>[] {
  const cell = new RegExp(`(?:^|${delimiter})(?:"([^"]*)"|([^${delimiter}]*))`, 'g');
  const [header = [], ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .map((line) => [...line.matchAll(cell)].map(([, quoted, plain]) => quoted ?? plain ?? ''));
  return lines.map((cells) =>
    Object.fromEntries(cells.map((value, index): [string, string] => [header[index] ?? '', value])),
  );
}

describe('the table', () => {
  test.each([
    ['a lead', LEAD],
    ['a hospital', HOSPITAL],
    ['a wall', [wardClass('3+')]],
    ['nobody yet', [ward({ confirmedAt: null })]],
  ] as [string, readonly Entity[]][])(
    '[EXP-15] holds what FHIR tells %s, no more and no less',
    (_who, entities) => {
      const { entry = [] } = read<FhirBundle>(exported(entities, { kind: 'locations', search: {} }).text);
      const table = rows(csv(entities).text);
      for (const { resource } of entry) {
        if (resource.resourceType !== 'Location') continue;
        const own = table.filter(({ lieu }) => lieu === resource.id);
        const counted = own.filter(({ nombre }) => nombre !== '');
        expect(
          Object.fromEntries(counted.map((row) => [row['statut']?.slice(0, 2), Number(row['nombre'])])),
        ).toEqual(numbersIn(resource));
        const classes = own.flatMap(({ classe }) => (classe ? [classe.replace(' à ', '-')] : []));
        expect(classes).toEqual([classIn(resource, 'band')].filter((band) => band !== undefined));
        for (const row of own) expect(row['mise_a_jour']).toBe(resource.meta.lastUpdated ?? '');
      }
      expect(new Set(table.map(({ lieu }) => lieu)).size).toBe(entry.length);
    },
  );

  test('[EXP-15] is for a French spreadsheet, or as RFC 4180 has it: the same rows', () => {
    const [sheet, rfc] = [csv(LEAD, 'tableur').text, csv(LEAD, 'rfc').text];
    expect(sheet.startsWith('\uFEFFlieu;nom;')).toBe(true);
    expect(rfc.startsWith('lieu,nom,')).toBe(true);
    expect(rows(sheet, ';')).toEqual(rows(rfc));
    expect(rfc.endsWith('\r\n')).toBe(true);
  });

  test('[EXP-15] has its header when there is nothing to tell', () => {
    expect(csv([]).text).toMatch(/^lieu,[a-z_,]+\r\n$/);
    expect(csv([], 'tableur').text.charCodeAt(0)).toBe(0xfeff);
  });

  test('[EXP-15] writes codes and classes so that no spreadsheet reads them as numbers or dates', () => {
    const { text } = csv(HOSPITAL);
    for (const cell of rows(text).flatMap(Object.values)) expect(cell).not.toMatch(/^0\d$|^\d+-\d+$/);
    expect(text).toContain('5 à 9');
  });
});

describe('cells', () => {
  test.each(['=1+1', '+33', '-2', '@SUM(A1)', '\tx', '\uFF1D1'])(
    '[EXP-16] %j is text, not a formula',
    (name) => {
      const services = {
        ...territory.services,
        ward: { ...territory.services.ward, name: { ...territory.services.ward.name, value: name } },
      };
      const { text } = exported(
        [ward()],
        { kind: 'csv', variant: 'tableur' },
        {
          territory: { ...SETTING.territory, services },
        },
      );
      expect(text).toContain(`;'${name}`);
      expect(text).not.toContain(`;${name}`);
    },
  );
});

describe('a simulated world', () => {
  test('[EXP-17] is named in the file’s name and on every row; a real one is not', () => {
    const simulated = csv(LEAD, 'tableur', true);
    expect(simulated.fileName).toBe('DONNÉES SIMULÉES - capacites 2026-11-21 17h31.csv');
    for (const row of rows(simulated.text, ';')) expect(row['simulation']).toBe('DONNÉES SIMULÉES');
    const real = csv(LEAD, 'tableur');
    expect(real.fileName).toBe('capacites 2026-11-21 17h31.csv');
    expect(real.text).not.toMatch(/simul/i);
  });
});
