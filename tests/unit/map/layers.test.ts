import { describe, expect, test } from 'vitest';
import type { AreaState } from '#lib/map/area-state.ts';
import { printLayers } from '#lib/map/layers/print.ts';
import { undergroundLayers } from '#lib/map/layers/underground.ts';
import { wallLayers } from '#lib/map/layers/wall.ts';
import { zoneLayers } from '#lib/map/layers/zones.ts';
import type { DrawnLayers } from '#lib/map/layers/layer.ts';
import { hatchTile } from '#lib/map/hatch-tile.ts';
import { WALL_CAMERA } from '#lib/map/projection.ts';
import { hatchColour, hatchImage, toMapLibre } from '#lib/map/to-maplibre.ts';
import { pathsOf, toSvg } from '#lib/map/to-svg.ts';
import { carte } from './pack-carte.ts';

type LayerSetId = 'wall' | 'zones' | 'underground' | 'print';
const DRAWN: Readonly<Record<LayerSetId, DrawnLayers>> = {
  wall: wallLayers,
  zones: zoneLayers,
  underground: undergroundLayers,
  print: printLayers,
};
const SETS = Object.keys(DRAWN) as LayerSetId[];
const layerSet = (id: LayerSetId, ...of: Parameters<DrawnLayers>) => DRAWN[id](...of);

function svg(id: LayerSetId, states: Record<string, AreaState>, frozen = false, demands: string[] = []) {
  const set = layerSet(id, 'dark', frozen);
  return toSvg(set, pathsOf(carte, WALL_CAMERA, set), { states, demands }, WALL_CAMERA.pixelsPerKm);
}

function fillOf(drawn: ReturnType<typeof svg>, key: string): string | undefined {
  return drawn.find((path) => path.key === key)?.colour;
}

describe('one description, two drawings', () => {
  test.each(SETS)('%s: canvas and SVG have the same layers in the same order', (id) => {
    const set = layerSet(id, 'light', false);
    const states: Record<string, AreaState> = Object.fromEntries([
      ...carte.sectors.map((sector) => [sector.id, 'fin-proche'] as const),
      ...carte.zones.map((zone) => [zone.id, null] as const),
    ]);
    const style = toMapLibre(carte, WALL_CAMERA, set, 1);
    const drawn = toSvg(
      set,
      pathsOf(carte, WALL_CAMERA, set),
      { states, demands: carte.zones.map((zone) => zone.id) },
      82,
    );
    const order = [...new Set(drawn.map((path) => path.key.split(' ')[0]))];
    const canvas = style.layers.map((layer) => layer.id).filter((layer) => layer !== 'ground');
    // Hatches of the wall show only where nothing was released.
    expect(canvas.filter((layer) => layer !== '7-hatch')).toEqual(order);
  });

  test.each(SETS)('%s: every path has a key of its own', (id) => {
    const keys = svg(id, {}).map((path) => path.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(SETS)('%s: the style asks nobody for anything', (id) => {
    const style = toMapLibre(carte, WALL_CAMERA, layerSet(id, 'dark', false), 1);
    expect(Object.keys(style).sort()).toEqual(['layers', 'sources', 'version']);
    expect(JSON.stringify(style)).not.toMatch(/https?:/);
    for (const source of Object.values(style.sources)) expect(source).toMatchObject({ type: 'geojson' });
  });

  test('no source carries a state: states only come through feature state', () => {
    const style = toMapLibre(carte, WALL_CAMERA, layerSet('zones', 'dark', false), 1);
    expect(JSON.stringify(style.sources)).not.toMatch(/state|demand|step/);
  });
});

describe('the wall', () => {
  test('a passed sector and a gap have the fills of the mockup', () => {
    const drawn = svg('wall', { 's-10': 'passe', 's-20': 'a-couvrir' });
    expect(fillOf(drawn, '6-sectors s-10')).toBe('#1F2C38');
    expect(fillOf(drawn, '6-sectors s-20')).toBe('#8CA6BF');
  });

  test('only a gap that ends soon has the amber border, inside its sector', () => {
    const amber = svg('wall', { 's-10': 'fin-proche', 's-20': 'a-couvrir' }).filter(
      (path) => path.colour === '#FFC940',
    );
    expect(amber.map((path) => path.clip)).toEqual(['s-10']);
  });

  test('a frozen wall has no amber and a hatch on every sector', () => {
    const drawn = svg('wall', { 's-10': 'fin-proche' }, true);
    expect(drawn.filter((path) => path.colour === '#FFC940')).toEqual([]);
    const hatched = drawn.filter((path) => path.kind === 'hatch').map((path) => path.d);
    expect(hatched.join('').match(/M/g)).toHaveLength(carte.sectors.length);
  });

  test('a sector without a released state is hatched, not shown as passed', () => {
    const hatched = svg('wall', { 's-10': 'passe', 's-20': 'non-diffuse' }).filter(
      (path) => path.kind === 'hatch',
    );
    expect(hatched.some((path) => path.key.endsWith(' s-20'))).toBe(true);
    expect(hatched.some((path) => path.key.endsWith(' s-18-est'))).toBe(true);
    expect(hatched.some((path) => path.key.endsWith(' s-10'))).toBe(false);
  });
});

describe('the console', () => {
  test('the five steps of recency have five fills', () => {
    const ids = carte.zones.slice(0, 5).map((zone) => zone.id);
    const steps = [0, 1, 2, 3, 4] as const;
    const drawn = svg('zones', Object.fromEntries(steps.map((step) => [ids[step] ?? '', step])));
    expect(ids.map((id) => fillOf(drawn, `6-zones ${id}`))).toEqual([
      '#1E2A35',
      '#30424F',
      '#465F75',
      '#7594B1',
      '#A3BDD3',
    ]);
  });

  test('a zone never passed has the oldest fill and a hatch', () => {
    const drawn = svg(
      'zones',
      Object.fromEntries(carte.zones.map((zone, i) => [zone.id, i === 0 ? null : 0])),
    );
    expect(fillOf(drawn, `6-zones ${carte.zones[0]?.id}`)).toBe('#A3BDD3');
    expect(drawn.filter((path) => path.kind === 'hatch')).toHaveLength(1);
  });

  test('only a zone with an open demand has the demand outline', () => {
    const outlined = svg('zones', {}, false, ['z-ourcq']).filter((path) => path.key.startsWith('12-demand '));
    expect(outlined.map((path) => path.key)).toEqual(['12-demand z-ourcq']);
  });
});

describe('the print', () => {
  test('it looks the same whatever is known', () => {
    expect(svg('print', { 's-10': 'fin-proche' }, false, ['z-ourcq'])).toEqual(svg('print', {}));
  });
});

describe('the hatch tile', () => {
  test('it joins itself: a row is the row above moved by one pixel', () => {
    const { width, height, data } = hatchTile('#E6E9EC');
    const alpha = (x: number, y: number) => data[(y * width + (x % width)) * 4 + 3];
    expect(width).toBe(height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) expect(alpha(x, y)).toBe(alpha(x + y, 0));
    }
  });

  test('its name gives its colour back, and no other name does', () => {
    expect(hatchColour(hatchImage('#E6E9EC'))).toBe('#E6E9EC');
    expect(hatchColour('marker')).toBeNull();
  });
});
