import type { Entity } from '#shared/view/entity';
import type { Core } from './core.ts';

/** Cells of an area on the wall, morning then afternoon. */
export function cellsOf(core: Core, key: string): string[] {
  const area = core.wall(key);
  if (area?.kind !== 'sector' && area?.kind !== 'metro-sector') throw new Error(`no area ${key} on the wall`);
  return area.cells.map(({ state }) => state);
}

/** The sectors and metro sectors of the wall, as the bytes that a screen gets. */
export function areasOf(core: Core): Map<string, string> {
  return new Map(
    core.world.wall
      .values()
      .filter(isArea)
      .map((area) => [area.id, JSON.stringify(area)]),
  );
}

/** Areas that differ between two moments. */
export function differing(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([id, bytes]) => before.get(id) !== bytes).map(([id]) => id);
}

function isArea(entity: Entity): entity is Extract<Entity, { kind: 'sector' | 'metro-sector' }> {
  return entity.kind === 'sector' || entity.kind === 'metro-sector';
}
