import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { closuresIn } from '#server/transport/closures';
import { feedStations } from '#server/transport/identifiers';
import { plainWords } from '#server/transport/plain-words';
import { stationClosureSchema } from '#shared/view/dispatch';
import { territory } from '../../support/served-app.ts';
import { paris } from '../../support/said.ts';

const identifiers = new URL('../../../shared/territories/paris-nord-est/idfm.json', import.meta.url);
const stations = feedStations(identifiers, territory);
// Made for these tests in the published form: real answers belong to the operator, and change each minute.
const answer: unknown = JSON.parse(readFileSync(new URL('answer.json', import.meta.url), 'utf8'));
const closed = (at = paris('17:00')) => closuresIn(answer, stations, at);

describe('the stations that the operator says are closed', () => {
  test('are found by the number of their place, with the hours of Paris, and closures that touch are one', () => {
    expect(closed()).toContainEqual({
      id: 'st-marx-dormoy',
      from: paris('20:00'),
      until: paris('05:30', '2026-11-22'),
    });
  });

  test('are found by name on their line where no place is named', () => {
    expect(closed()?.map(({ id }) => id)).toContain('st-danube');
  });

  test('are not those that one of their lines passes without a stop, nor those with a lift that stands still', () => {
    expect(closed()?.map(({ id }) => id)).toEqual(['st-danube', 'st-marx-dormoy']);
  });

  test('do not run into those of the next evening', () => {
    const dormoy = closed(paris('21:00'))?.find(({ id }) => id === 'st-marx-dormoy');
    expect(dormoy?.until).toBe(paris('05:30', '2026-11-22'));
  });

  test('are told a day ahead at most', () => {
    expect(closed(paris('19:00', '2026-11-23'))?.map(({ id }) => id)).not.toContain('st-laumiere');
    expect(closed(paris('21:00', '2026-11-23'))?.map(({ id }) => id)).toContain('st-laumiere');
  });

  test('are not any more once the last of it is over', () => {
    expect(closed(paris('23:31'))?.map(({ id }) => id)).toEqual(['st-marx-dormoy']);
    expect(closed(paris('02:00', '2026-11-26'))).toEqual([]);
  });

  test('are what the views call a closure, and nothing else: no duty follows by itself', () => {
    for (const closure of closed() ?? []) {
      expect(stationClosureSchema.parse({ kind: 'station-closure', ...closure })).toBeDefined();
      expect(Object.keys(closure)).toEqual(['id', 'from', 'until']);
    }
  });

  test('winter time and summer time are those of the day', () => {
    const moved = JSON.parse(
      JSON.stringify(answer)
        .replaceAll('20261121T200000', '20260721T200000')
        .replaceAll('20261122T013000', '20260722T013000'),
    ) as unknown;
    const [closure] = closuresIn(moved, stations, paris('17:00', '2026-07-21')) ?? [];
    expect(closure).toMatchObject({ id: 'st-marx-dormoy', from: '2026-07-21T18:00:00.000Z' });
  });
});

test('an entry that is not as expected costs itself alone, an answer that is not of this feed is none', () => {
  expect(closed()).toHaveLength(2);
  for (const foreign of [null, [], {}, { disruptions: {} }, 'closed']) {
    expect(closuresIn(foreign, stations, paris('17:00'))).toBeNull();
  }
});

test('every station of the pack has one number, and no two share it', () => {
  const numbers = stations.map(({ zdc }) => zdc);
  expect(numbers).not.toContain(null);
  expect(new Set(numbers).size).toBe(numbers.length);
});

describe('HTML', () => {
  test('is read as words', () => {
    expect(plainWords('<p>Station <b>ferm&eacute;e</b>&nbsp;:<br/>voir l&#8217;info &amp; le plan</p>')).toBe(
      'Station fermée : voir l’info & le plan',
    );
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<<b>script>alert(1)<</b>/script>',
    '<p title="<script>',
    '&#60;script&#x3e;',
  ])('%s leaves nothing that a page could run', (html) => {
    expect(plainWords(html)).not.toMatch(/[<>]/);
  });
});
