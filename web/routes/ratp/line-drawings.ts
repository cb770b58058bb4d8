import type { StationId } from '#shared/kernel/ids';

/** A line as a strip draws it: its colour, and its stations of the territory in order; a line that forks has branches. */
export type LineDrawing = {
  readonly line: string;
  readonly colour: string;
  readonly branches: readonly (readonly StationId[])[];
};

type Traced = {
  readonly name: string;
  readonly colour: string;
  readonly line: readonly (readonly number[])[];
};
type Placed = {
  readonly id: StationId;
  readonly lines: readonly string[];
  readonly point: readonly [number, number];
};

/** A drawn line passes through its stations' own points, written to a ten-thousandth of a degree. */
const SAME_POINT = 0.0002;

/** The lines of the pack's drawing, each once, with the stations through which it passes. */
export function lineDrawings(traced: readonly Traced[], stations: readonly Placed[]): LineDrawing[] {
  const names = [...new Set(traced.map(({ name }) => name))];
  return names.flatMap((line) => {
    const parts = traced.filter(({ name }) => name === line);
    const onLine = stations.filter(({ lines }) => lines.includes(line));
    const branches = parts
      .map(({ line: points }) =>
        points.flatMap((point) => onLine.find((station) => isThere(station, point))?.id ?? []),
      )
      // A loop comes back to where it began: its station is drawn once.
      .map((ids) => [...new Set(ids)])
      .filter((ids) => ids.length > 0);
    const colour = parts[0]?.colour;
    return colour === undefined || branches.length === 0 ? [] : [{ line, colour, branches }];
  });
}

function isThere({ point: [lon, lat] }: Placed, [x = 0, y = 0]: readonly number[]): boolean {
  return Math.abs(lon - x) < SAME_POINT && Math.abs(lat - y) < SAME_POINT;
}
