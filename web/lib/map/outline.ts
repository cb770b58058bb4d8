import { cellsToMultiPolygon, cellToBoundary } from 'h3-js';
import { compact, type Line, type LonLat, type Polygon } from './lonlat.ts';

/** Build-time only: h3-js must never reach a browser, which receives the finished lines of `carte.json`. */

/** The outline of a set of H3 cells, as GeoJSON polygons (closed rings, 5 decimals). */
export function outlineOf(cells: readonly string[]): Polygon[] {
  return cellsToMultiPolygon([...cells], true).map((polygon) => polygon.map((ring) => ring.map(pair)));
}

/**
 * The inner edges of a set of H3 cells: each edge shared by two of them, once. The edges are chained into
 * zigzag lines, which halves what is sent.
 */
export function meshOf(cells: readonly string[]): Line[] {
  const seen = new Map<string, { from: LonLat; to: LonLat; count: number }>();
  for (const cell of cells) {
    const corners = cellToBoundary(cell, true).slice(0, -1).map(pair);
    corners.forEach((from, i) => {
      const to = corners[(i + 1) % corners.length] ?? from;
      const key = [name(from), name(to)].sort().join(' ');
      const edge = seen.get(key);
      if (edge === undefined) seen.set(key, { from, to, count: 1 });
      else edge.count += 1;
    });
  }
  return chain([...seen.values()].filter((edge) => edge.count === 2));
}

function chain(edges: readonly { from: LonLat; to: LonLat }[]): Line[] {
  const at = new Map<string, Set<number>>();
  edges.forEach((edge, i) => {
    for (const end of [edge.from, edge.to]) at.set(name(end), (at.get(name(end)) ?? new Set()).add(i));
  });
  const used = new Set<number>();
  const lines: LonLat[][] = [];
  edges.forEach((edge, i) => {
    if (used.has(i)) return;
    used.add(i);
    const line = [edge.from, edge.to];
    for (;;) {
      const end = line.at(-1) ?? edge.to;
      const next = [...(at.get(name(end)) ?? [])].find((candidate) => !used.has(candidate));
      const step = next === undefined ? undefined : edges[next];
      if (next === undefined || step === undefined) break;
      used.add(next);
      line.push(name(step.from) === name(end) ? step.to : step.from);
    }
    lines.push(line);
  });
  return lines;
}

function pair(position: readonly number[]): LonLat {
  const [lon, lat] = position;
  if (lon === undefined || lat === undefined) throw new Error('h3-js gave a position without two numbers');
  return compact([lon, lat]);
}

function name(point: LonLat): string {
  return `${point[0]},${point[1]}`;
}
