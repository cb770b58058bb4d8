import { cellArea, cellsToMultiPolygon, isValidCell, latLngToCell, UNITS } from 'h3-js';
import { orphans, repeated, type Finding } from './finding.ts';
import type { Territory } from './schema.ts';

type Surface = Territory['surface'];

/** A zone is never smaller, nor a sector, so that being told one never says where somebody is (PRV-12). */
export const ZONE_MIN_KM2 = 1.0;
export const SECTOR_MIN_KM2 = 2.4;

const file = 'zones.json';

/** Zones and sectors: nesting, one zone per cell, sizes of real cells, one piece without holes, labels inside. */
export function checkSurface(surface: Surface): Finding[] {
  const { sectors, zones } = surface;
  const nesting = [
    ...repeated(file, 'sectors', sectors),
    ...repeated(file, 'zones', zones),
    ...orphans(file, 'zones', zones, 'sector', sectors),
  ];
  const cells = [...invalidCells(surface), ...sharedCells(surface)];
  // An area or an outline of cells that do not exist, or exist twice, would only repeat the finding in worse words.
  return cells.length > 0
    ? [...nesting, ...cells]
    : [...nesting, ...checkZones(surface), ...checkSectors(surface)];
}

function invalidCells({ zones }: Surface): Finding[] {
  return zones.flatMap((zone, index) =>
    zone.cells.flatMap((cell, position) =>
      isValidCell(cell)
        ? []
        : [{ file, path: `zones[${index}].cells[${position}]`, reason: `${cell} is not an H3 cell` }],
    ),
  );
}

function sharedCells({ zones }: Surface): Finding[] {
  const owner = new Map<string, string>();
  return zones.flatMap((zone, index) =>
    zone.cells.flatMap((cell, position) => {
      const other = owner.get(cell);
      owner.set(cell, other ?? zone.id);
      if (other === undefined) return [];
      const reason = `${cell} is already in ${other}: a cell is in one zone`;
      return [{ file, path: `zones[${index}].cells[${position}]`, reason } as const];
    }),
  );
}

function checkZones({ resolution, zones }: Surface): Finding[] {
  return zones.flatMap((zone, index) => {
    const path = `zones[${index}]`;
    const [longitude, latitude] = zone.label;
    const isLabelInside = zone.cells.includes(latLngToCell(latitude, longitude, resolution));
    return [
      ...checkSize(`${path}.cells`, zone.id, zone.cells, ZONE_MIN_KM2),
      ...checkShape(`${path}.cells`, zone.id, zone.cells),
      ...(isLabelInside
        ? []
        : [{ file, path: `${path}.label`, reason: `the label point is outside ${zone.id}` } as const]),
    ];
  });
}

function checkSectors({ sectors, zones }: Surface): Finding[] {
  return sectors.flatMap(({ id }, index) => {
    const path = `sectors[${index}]`;
    const cells = zones.filter((zone) => zone.sector === id).flatMap((zone) => zone.cells);
    return cells.length === 0
      ? [{ file, path, reason: `${id} has no zone` } as const]
      : [...checkSize(path, id, cells, SECTOR_MIN_KM2), ...checkShape(path, id, cells)];
  });
}

/** Real areas: near Paris a cell is 0.094 km2, a tenth less than the world mean (DOMAIN 4). */
function checkSize(path: string, id: string, cells: readonly string[], minimum: number): Finding[] {
  const area = cells.reduce((sum, cell) => sum + cellArea(cell, UNITS.km2), 0);
  if (area >= minimum) return [];
  return [{ file, path, reason: `${id} is ${area.toFixed(2)} km2, less than ${minimum.toFixed(1)} km2` }];
}

function checkShape(path: string, id: string, cells: readonly string[]): Finding[] {
  const pieces = cellsToMultiPolygon([...cells]);
  const holes = pieces.reduce((sum, rings) => sum + rings.length - 1, 0);
  return [
    ...(pieces.length === 1
      ? []
      : [{ file, path, reason: `${id} is in ${pieces.length} pieces, not one` } as const]),
    ...(holes === 0 ? [] : [{ file, path, reason: `${id} has ${holes} hole(s)` } as const]),
  ];
}
