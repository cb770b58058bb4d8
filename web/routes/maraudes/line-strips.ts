import type { StationId } from '#shared/kernel/ids';

type Point = readonly [number, number];
type Stop = { readonly id: StationId; readonly lines: readonly string[]; readonly point: Point };
type Drawn = { readonly name: string; readonly colour: string; readonly line: readonly Point[] };

/** One line of the underground as a strip: its stations of the territory, in the order of the line. */
export type LineStrip = {
  readonly line: string;
  readonly colour: string | null;
  readonly stations: readonly StationId[];
};

/**
 * A strip per line, in the usual order of the numbers. The drawn branches give the order; a station that its line has and
 * no branch passes stands at the end, and a line that is drawn nowhere has its stations in the pack's order.
 */
export function lineStrips(stops: readonly Stop[], drawn: readonly Drawn[]): LineStrip[] {
  const lines = [...new Set(stops.flatMap((stop) => stop.lines))].sort(asTravellersCount);
  return lines.map((line) => {
    const own = stops.filter((stop) => stop.lines.includes(line));
    const branches = drawn.filter(({ name }) => name === line);
    const passed = branches.flatMap((branch) =>
      branch.line.flatMap(
        ([lon, lat]) => own.find(({ point }) => point[0] === lon && point[1] === lat)?.id ?? [],
      ),
    );
    return {
      line,
      colour: branches[0]?.colour ?? null,
      stations: [...new Set([...passed, ...own.map(({ id }) => id)])],
    };
  });
}

/** Métro, then RER, then tram; 3 before 3bis before 12. */
function asTravellersCount(a: string, b: string): number {
  return rank(a) - rank(b) || a.localeCompare(b, 'fr', { numeric: true });
}

function rank(line: string): number {
  return ['M', 'R', 'T'].indexOf(line.charAt(0));
}
