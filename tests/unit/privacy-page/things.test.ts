import { describe, expect, test } from 'vitest';
import { leavesOf } from '../../../web/routes/confidentialite/leaves.ts';
import { compared, readFrame } from '../../../web/routes/confidentialite/meme-minute/things.ts';

const wall = {
  audience: 'wall',
  from: 0,
  to: 3,
  at: '2026-11-21T16:02:00.000Z',
  changes: [
    {
      key: 'sector:s-18-est',
      rev: 1,
      value: {
        kind: 'sector',
        id: 's-18-est',
        cells: [
          { window: 'matin', state: 'passe' },
          { window: 'apres-midi', state: 'a-couvrir' },
        ],
      },
    },
    {
      key: 'rest-space:ER-1',
      rev: 2,
      value: { kind: 'rest-space', id: 'ER-1', band: '5+', trend: [], source: { freshness: 'frais' } },
    },
    { key: 'beds', rev: 3, value: null },
  ],
};
const things = (frame: unknown) => readFrame(JSON.stringify(frame))?.things ?? [];

describe('a frame read for people', () => {
  test('each half-day of an area is a fact, by the words of the field', () => {
    expect(things(wall)[0]).toEqual({
      key: 'sector:s-18-est',
      kind: 'sector',
      facts: ['matin\u202f: passé', 'après-midi\u202f: à couvrir'],
    });
  });

  test('a list without anything says so, never 0', () => {
    expect(things(wall)[1]?.facts).toEqual([
      'places libres\u202f: 5+',
      'quatre dernières heures\u202f: aucun',
      'donnée\u202f: récente',
    ]);
  });

  test('what is gone is not a thing', () => {
    expect(things(wall).map(({ key }) => key)).toEqual(['sector:s-18-est', 'rest-space:ER-1']);
  });

  test('fields and values that nobody foresaw are given as they are', () => {
    const value = { kind: 'unit', id: 'u-1', rooms: { open: 3, shut: ['a', 'b'] }, seen: true };
    expect(things({ changes: [{ key: 'unit:u-1', rev: 1, value }] })[0]?.facts).toEqual([
      'rooms.open\u202f: 3',
      'rooms.shut\u202f: a, b',
      'seen\u202f: true',
    ]);
  });

  test('a first frame is read as the changes in it', () => {
    expect(readFrame(JSON.stringify({ hello: {}, changes: wall }))).toEqual(readFrame(JSON.stringify(wall)));
  });

  test.each(['', 'null', '[]', '{"changes":1}', 'not JSON'])('%j is no list of things', (bytes) => {
    expect(readFrame(bytes)).toBeNull();
  });
});

describe('frames side by side', () => {
  test('a thing stands in one line; who receives nothing of it has an empty cell', () => {
    const none = { changes: [] };
    const subjects = compared([things(wall), things(none)]);
    expect(subjects.map(({ group }) => group)).toEqual(['surface', 'rest']);
    for (const { lines } of subjects) for (const { cells } of lines) expect(cells[1]).toBeNull();
  });

  test('no thing of any frame is lost', () => {
    const other = { changes: [{ key: 'odd', rev: 1, value: { kind: 'odd', x: 1 } }] };
    const lines = compared([things(wall), things(other)]).flatMap((subject) => subject.lines);
    expect(lines.map(({ key }) => key)).toEqual(['sector:s-18-est', 'rest-space:ER-1', 'odd']);
  });
});

test('the fields of a tree are its values, lists of values whole', () => {
  expect(leavesOf({ a: [1, 2], b: [{ c: null }], d: { e: 'f' } })).toEqual([
    { path: ['a'], value: [1, 2] },
    { path: ['b', '0', 'c'], value: null },
    { path: ['d', 'e'], value: 'f' },
  ]);
});

test('a rest space told as a count to one and as a class to another is one line', () => {
  const band = { key: 'rest-space-band:ER-1', rev: 1, value: { kind: 'rest-space-band', band: '1+' } };
  const [subject] = compared([things({ changes: wall.changes.slice(1) }), things({ changes: [band] })]);
  expect(subject?.lines.map(({ key, cells }) => [key, cells[1]])).toEqual([
    ['rest-space:ER-1', ['places libres\u202f: 1+']],
  ]);
});

test('who receives street and underground after two delays has both moments in the line of the situation', () => {
  const situation = (kind: string) => ({ key: kind, rev: 1, value: { kind, mark: 'AB12' } });
  const two = { changes: [situation('situation-surface'), situation('situation-souterrain')] };
  const [subject] = compared([things(two), things({ changes: [situation('situation')] })]);
  expect(subject?.lines).toEqual([
    {
      key: 'situation',
      cells: [['Rue', 'marque\u202f: AB12', 'Métro', 'marque\u202f: AB12'], ['marque\u202f: AB12']],
    },
  ]);
});
