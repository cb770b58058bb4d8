import { gridDisk } from 'h3-js';

// Read on the server only: h3-js and the cells never reach a browser.

type Zone<Id> = { readonly id: Id; readonly cells: readonly string[] };

/** Which zones touch each zone, by their cells, in the pack's order: the neighbours that a picker offers first. */
export function nearZones<Id>(zones: readonly Zone<Id>[]): ReadonlyMap<Id, readonly Id[]> {
  const owner = new Map(zones.flatMap(({ id, cells }) => cells.map((cell) => [cell, id] as const)));
  return new Map(
    zones.map(({ id, cells }) => {
      const touched = new Set(cells.flatMap((cell) => gridDisk(cell, 1)).map((cell) => owner.get(cell)));
      return [id, zones.map((zone) => zone.id).filter((other) => other !== id && touched.has(other))];
    }),
  );
}
