import { cellToBoundary } from 'h3-js';
import { describe, expect, test } from 'vitest';
import { meshOf, outlineOf } from '#lib/map/outline.ts';

const alone = ['891fb466403ffff'];
const neighbours = ['891fb466403ffff', '891fb466407ffff'];

const seven = [
  '891fb466403ffff',
  '891fb466407ffff',
  '891fb46640bffff',
  '891fb46640fffff',
  '891fb466413ffff',
  '891fb466417ffff',
  '891fb46641bffff',
];

function edges(lines: readonly (readonly unknown[])[]): number {
  return lines.reduce((sum, line) => sum + line.length - 1, 0);
}

describe('outline of cells', () => {
  test('one cell is one closed hexagon', () => {
    const [polygon] = outlineOf(alone);
    expect(outlineOf(alone)).toHaveLength(1);
    expect(polygon?.[0]).toHaveLength(7);
    expect(polygon?.[0]?.[0]).toEqual(polygon?.[0]?.at(-1));
  });

  test('two neighbours are one polygon without their common edge', () => {
    expect(outlineOf(neighbours)).toHaveLength(1);
    expect(edges(outlineOf(neighbours).flat())).toBe(10);
  });
});

describe('mesh of cells', () => {
  test('a cell alone has no inner edge', () => {
    expect(meshOf(alone)).toEqual([]);
  });

  test('two neighbours share one edge, drawn once', () => {
    expect(edges(meshOf(neighbours))).toBe(1);
  });

  test('every step of a mesh line is a side of a cell', () => {
    const point = (position: readonly number[]) => position.map((degrees) => degrees.toFixed(5)).join(' ');
    const sides = new Set<string>();
    for (const cell of seven) {
      const corners = cellToBoundary(cell, true).map(point);
      corners.slice(1).forEach((corner, i) => {
        sides.add(`${corners[i]} ${corner}`);
        sides.add(`${corner} ${corners[i]}`);
      });
    }
    for (const line of meshOf(seven)) {
      const corners = line.map(point);
      corners.slice(1).forEach((corner, i) => expect(sides.has(`${corners[i]} ${corner}`)).toBe(true));
    }
  });

  test('outline and mesh together draw each edge of a ring of seven cells once', () => {
    expect(edges(outlineOf(seven).flat())).toBe(18);
    expect(edges(meshOf(seven))).toBe(12);
  });
});
