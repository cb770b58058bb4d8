import { describe, expect, test } from 'vitest';
import type { PolicyDraft } from '#shared/policy/draft';
import { leavesOf } from '../../../web/routes/confidentialite/leaves.ts';
import { COLUMNS, matrixOf } from '../../../web/routes/confidentialite/matrix.ts';
import { phraseOf } from '../../../web/routes/confidentialite/phrases.ts';
import { DELAY_MIN } from '../../support/told.ts';
import { otherThan, shipped, treeOf, withField, written } from './policy.ts';

const ofRoles = leavesOf(shipped.roles, ['roles']);
const columnOf = (dimension = '') => COLUMNS.find((column) => column === dimension) ?? 'other';

/** What one cell says, line by line. */
function cell(policy: PolicyDraft, role = '', column = ''): string[] {
  const row = matrixOf(policy).find((each) => each.role === role);
  return row?.cells.find((each) => each.column === column)?.phrases.map(({ text }) => text) ?? [];
}

describe('the policy, field by field', () => {
  test('[E08] its fields make the file again, nothing left out and nothing added', () => {
    expect(treeOf(leavesOf(written))).toEqual(written);
  });
});

describe('the table of who sees what', () => {
  test('[E08] it has one row for each role of the policy, in its order', () => {
    expect(matrixOf(shipped).map(({ role }) => role)).toEqual(Object.keys(shipped.roles));
  });

  test.each(ofRoles.map((leaf) => [leaf.path.join('.'), leaf] as const))(
    '[E08] %s is told in its cell, and another value is told otherwise',
    (_, { path, value }) => {
      const [, role, dimension] = path;
      const before = cell(shipped, role, columnOf(dimension));
      expect(before.length).toBeGreaterThan(0);
      const after = cell(withField(path, otherThan(value)), role, columnOf(dimension));
      expect(after).not.toEqual(before);
    },
  );

  test('[E08] every field of the shipped policy has words, none is shown as it is written', () => {
    const raw = matrixOf(shipped).flatMap(({ cells }) =>
      cells.flatMap(({ phrases }) => phrases.filter(({ rank }) => rank === 'raw')),
    );
    expect(raw).toEqual([]);
  });

  test('a field that this page has no words for is shown as it is written', () => {
    expect(phraseOf({ path: ['roles', 'wall', 'surface', 'halo_m'], value: 40 })).toMatchObject({
      rank: 'raw',
      text: 'surface.halo_m = 40',
    });
  });

  test('a role that the page does not know has its row, under its own name', () => {
    const policy = { ...shipped, roles: { ...shipped.roles, veille: { surface: { from: 'wall' } } } };
    expect(cell(policy, 'veille', 'surface')).toContain('secteurs');
    expect(matrixOf(policy).at(-1)?.role).toBe('veille');
  });

  test('who receives the values of another role is shown those values, and whose they are', () => {
    expect(cell(shipped, 'coordination', 'surface')).toEqual([
      'secteurs',
      `${DELAY_MIN.hospital}\u00a0min plus tard`,
      'passé ou non',
      'comme\u202f: Hôpital',
    ]);
  });

  test('a change of the stronger view changes every view made of it alone', () => {
    const minutes = DELAY_MIN.hospital + 30;
    const later = withField(['roles', 'hospital', 'surface', 'delay_min'], minutes);
    for (const role of ['hospital', 'coordination']) {
      expect(cell(later, role, 'surface')).toContain(`${minutes}\u00a0min plus tard`);
    }
    expect(cell(later, 'wall', 'surface')).toContain(`${DELAY_MIN.wall}\u00a0min plus tard`);
  });

  test('a policy that turns in a circle is still shown', () => {
    const circle = withField(['roles', 'hospital', 'surface'], null);
    const policy = {
      ...circle,
      roles: {
        ...circle.roles,
        hospital: { surface: { from: 'coordination' } },
        coordination: { surface: { from: 'hospital' } },
      },
    };
    expect(cell(policy, 'coordination', 'surface')).toEqual(['comme\u202f: Hôpital']);
  });

  test('the classes of a small number are those of the policy', () => {
    expect(cell(shipped, 'wall', 'beds')).toContain('0, 1, 2, 3 et plus');
    expect(cell(shipped, 'ratp', 'rest')).toContain('complet, 1 et plus');
    expect(cell(shipped, 'hospital', 'rest')).toContain('complet, 1 à 4, 5 à 9, 10 et plus');
  });

  test('RATP receives nothing of the surface, of the beds and of the requests', () => {
    for (const column of ['surface', 'beds', 'queue']) {
      expect(cell(shipped, 'ratp', column)).toEqual(['rien']);
    }
  });
});

describe('how long a view is kept', () => {
  const livesOf = (role: string, column: string) =>
    matrixOf(shipped)
      .find((row) => row.role === role)
      ?.cells.find((each) => each.column === column)?.lives;

  test.each([
    ['lead', 'surface', ['r72h']],
    ['lead', 'queue', ['request', 'r13m']],
    ['lead', 'other', ['presence', 'mission']],
    ['hospital', 'surface', ['r13m']],
    ['coordination', 'surface', ['r13m']],
    ['restspace', 'rest', ['r72h', 'r13m']],
    ['ratp', 'surface', []],
    ['admin', 'other', []],
  ])('%s, %s: the classes of retention %j', (role, column, lives) => {
    expect(livesOf(role, column)).toEqual(lives);
  });

  test('every class named in the table is one of the policy', () => {
    const named = matrixOf(shipped).flatMap(({ cells }) => cells.flatMap(({ lives }) => lives));
    expect(named.filter((life) => !(life in shipped.retention))).toEqual([]);
  });
});
