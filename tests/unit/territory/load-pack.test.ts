import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadTerritory, PackRefused } from '#server/territory/load-pack';

const shipped = 'shared/territories/paris-nord-est';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pack-'));
  cpSync(shipped, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Replaces a text of the pack, once; a text that is not there is a mistake of the test. */
function edit(file: string, from: string, to: string) {
  const text = readFileSync(join(folder, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(join(folder, file), text.replace(from, to));
}

/** The lines of the one error that loading throws. */
function refusal(): string[] {
  try {
    loadTerritory(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(PackRefused);
    return error instanceof PackRefused ? error.message.split('\n') : [];
  }
  throw new Error('the pack was loaded');
}

describe('loading a pack', () => {
  test('[TER-4] the shipped pack loads whole', () => {
    const territory = loadTerritory(folder);
    expect(territory).toMatchObject({ id: 'paris-nord-est', shortName: 'Nord-Est' });
    expect(territory.surface.sectors).toHaveLength(10);
    expect(territory.underground.groups).toHaveLength(22);
    expect(territory.teams).toHaveLength(6);
    expect(territory.rhythm.windows.map(({ id }) => id)).toEqual(['matin', 'apres-midi']);
  });

  test('[TER-18] a file that is missing is named', () => {
    rmSync(join(folder, 'teams.json'));
    expect(refusal()).toEqual(['teams.json: file: the file is missing']);
  });

  test('[TER-18] a file that is not JSON is named', () => {
    edit('rhythm.json', '"timezone":', '"timezone"');
    const [line, ...others] = refusal();
    expect(line).toMatch(/^rhythm\.json: file: not JSON: /);
    expect(others).toEqual([]);
  });

  test('[TER-18] everything that is wrong is said at once, each with its file and path', () => {
    edit('teams.json', '"T3"', '"Équipe 3"');
    edit('rhythm.json', '"07:00"', '"7 h"');
    edit('services.json', '"value": 32', '"value": 0');
    rmSync(join(folder, 'territory.json'));
    expect(refusal().map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'territory.json: file',
      'services.json: restSpaces[0].jaugeJour.value',
      'teams.json: teams[2].id',
      'rhythm.json: windows[0].from',
    ]);
  });

  test('[TER-18] what the files say of each other is checked too', () => {
    edit('zones.json', '"label": [2.3564, 48.8975]', '"label": [2.3, 48.8]');
    edit('rhythm.json', '"tenduPercent": 80', '"tenduPercent": 99');
    expect(refusal()).toEqual([
      'zones.json: zones[0].label: the label point is outside z-chapelle',
      'rhythm.json: thresholds.tenduPercent: 99 is not below saturePercent, 95',
    ]);
  });

  test('[TER-19] a key that is not known is refused, not dropped', () => {
    edit('territory.json', '"id"', '"latitude": 48.8, "id"');
    expect(refusal()).toEqual([expect.stringMatching(/^territory\.json: file: .*latitude/)]);
  });

  test('[TER-19] a pack without a rest space is refused', () => {
    const services: object = JSON.parse(readFileSync(join(folder, 'services.json'), 'utf8'));
    writeFileSync(join(folder, 'services.json'), JSON.stringify({ ...services, restSpaces: [] }));
    expect(refusal()).toEqual([expect.stringMatching(/^services\.json: restSpaces: /)]);
  });
});
