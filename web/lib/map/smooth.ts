import type { Line, LonLat } from './lonlat.ts';

/** How far a curve may leave its chord: 0 is a polyline, 1 the plain Catmull-Rom spline. */
const TENSION = 0.72;
/** Points per piece: below 6 the 17 px Seine shows its corners at 82 px per km. */
const STEPS = 6;

/**
 * Rounds water and roads with a distance-weighted (centripetal) Catmull-Rom spline through every point.
 * Never used on a cell edge: a rounded hexagon would pass for a street.
 */
export function smooth(line: Line): Line {
  const curve: LonLat[] = [];
  const first = line[0];
  const last = line.at(-1);
  if (first === undefined || last === undefined || line.length < 3) return line;
  const isClosed = line.length > 3 && first[0] === last[0] && first[1] === last[1];
  const before = isClosed ? (line.at(-2) ?? first) : first;
  const after = isClosed ? (line[1] ?? last) : last;
  const points = [before, ...line, after];
  for (let i = 0; i + 3 < points.length; i += 1) {
    const [p0, p1, p2, p3] = points.slice(i, i + 4);
    if (p0 === undefined || p1 === undefined || p2 === undefined || p3 === undefined) continue;
    const [c1, c2] = controls(p0, p1, p2, p3);
    for (let step = 0; step < STEPS; step += 1) curve.push(bezier(p1, c1, c2, p2, step / STEPS));
  }
  curve.push(last);
  return curve;
}

/** Bézier handles of the piece p1-p2; the weights are square roots of the lengths, so that a long piece cannot throw a loop into a short one. */
function controls(p0: LonLat, p1: LonLat, p2: LonLat, p3: LonLat): [LonLat, LonLat] {
  const before = Math.sqrt(distance(p0, p1));
  const here = Math.sqrt(distance(p1, p2));
  const after = Math.sqrt(distance(p2, p3));
  return [handle(p0, p1, p2, before, here), handle(p3, p2, p1, after, here)];
}

function handle(far: LonLat, near: LonLat, next: LonLat, outer: number, inner: number): LonLat {
  if (outer === 0 || inner === 0) return near;
  const axis = (i: 0 | 1): number => {
    const slope =
      (near[i] - far[i]) / outer - (next[i] - far[i]) / (outer + inner) + (next[i] - near[i]) / inner;
    return near[i] + (slope * inner * TENSION) / 3;
  };
  return [axis(0), axis(1)];
}

function bezier(a: LonLat, b: LonLat, c: LonLat, d: LonLat, t: number): LonLat {
  const s = 1 - t;
  const at = (i: 0 | 1): number =>
    s * s * s * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t * t * t * d[i];
  return [at(0), at(1)];
}

/** Only ever compared with its neighbours, so degrees with the longitude shortened as at 48.9 N are enough. */
function distance(a: LonLat, b: LonLat): number {
  return Math.hypot((a[0] - b[0]) * 0.66, a[1] - b[1]);
}
