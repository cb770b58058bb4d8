import { describe, expect, test } from 'vitest';
import type { StationId } from '#shared/kernel/ids';
import { leadFacts } from '../../../web/routes/maraudes/facts.ts';
import { lineStrips } from '../../../web/routes/maraudes/line-strips.ts';

const stop = (id: string, lines: string[], at: number) => ({
  id: id as StationId,
  lines,
  point: [at, at] as const,
});

describe('lines as strips', () => {
  test('stations stand in the order of the line, not of the pack', () => {
    const stops = [stop('st-a', ['M1'], 1), stop('st-b', ['M1'], 2), stop('st-c', ['M1'], 3)];
    const drawn = [
      {
        name: 'M1',
        colour: '#FFCD00',
        line: [
          [3, 3],
          [9, 9],
          [1, 1],
          [2, 2],
        ] as const,
      },
    ];
    expect(lineStrips(stops, drawn)).toEqual([
      { line: 'M1', colour: '#FFCD00', stations: ['st-c', 'st-a', 'st-b'] },
    ]);
  });

  test('a station on two branches, or off the drawing, is there once', () => {
    const stops = [stop('st-a', ['M7'], 1), stop('st-b', ['M7'], 2), stop('st-off', ['M7'], 5)];
    const branch = {
      name: 'M7',
      colour: '#FA9ABA',
      line: [
        [2, 2],
        [1, 1],
      ] as const,
    };
    expect(lineStrips(stops, [branch, branch])[0]?.stations).toEqual(['st-b', 'st-a', 'st-off']);
  });

  test('lines are in the order in which travellers count them', () => {
    const lines = ['T3b', 'M12', 'RER B', 'M3bis', 'M3', 'M2'];
    const strips = lineStrips(
      lines.map((line, n) => stop(`st-${n}`, [line], n)),
      [],
    );
    expect(strips.map(({ line }) => line)).toEqual(['M2', 'M3', 'M3bis', 'M12', 'RER B', 'T3b']);
  });

  test('every station of the pack is on a strip of each of its lines', () => {
    const { stations, strips } = leadFacts();
    for (const { id, lines } of stations) {
      expect(
        strips
          .filter((strip) => strip.stations.includes(id))
          .map(({ line }) => line)
          .sort(),
      ).toEqual([...lines].sort());
    }
  });
});

describe('what the pack says to this screen', () => {
  test('zones that touch know each other, and none is beside itself', () => {
    const { zones } = leadFacts();
    for (const zone of zones) {
      expect(zone.beside).not.toContain(zone.id);
      expect(zone.beside.length).toBeGreaterThan(0);
      for (const other of zone.beside)
        expect(zones.find(({ id }) => id === other)?.beside).toContain(zone.id);
    }
  });

  test('neither a cell nor a point is in it', () => {
    expect(JSON.stringify(leadFacts())).not.toMatch(/"89[0-9a-f]{13}"|48\.[89]/);
  });
});
