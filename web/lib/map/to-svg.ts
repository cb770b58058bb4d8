import { assertNever } from '#shared/kernel/assert-never';
import { stateKey, type AreaState, type StateKey } from './area-state.ts';
import type { Carte } from './carte.ts';
import { isOwn, pixels, type ByState, type Layer, type LayerSet, type ShapeId } from './layers/layer.ts';
import { shapesOf, type Shape } from './layers/shapes.ts';
import type { Line } from './lonlat.ts';
import { project, type Camera } from './projection.ts';

/** What the areas say now; `demands`: the zones where a demand is open. */
export interface AreaStates {
  readonly states: Readonly<Record<string, AreaState>>;
  readonly demands: readonly string[];
}

/** One `path` of the SVG. `clip`: the area that holds the stroke in. */
export interface Drawn {
  readonly key: string;
  readonly d: string;
  readonly kind: Layer['kind'];
  readonly colour: string;
  readonly opacity: number;
  readonly width: number;
  readonly dash: string | undefined;
  readonly cap: 'butt' | 'round';
  readonly clip: string | undefined;
  readonly blur: number;
}

/** The projected paths of every family that a set draws; recomputed only when the camera moves. */
export function pathsOf(
  carte: Carte,
  camera: Camera,
  set: LayerSet,
): ReadonlyMap<ShapeId, readonly PathOf[]> {
  const families = new Set(set.layers.map((layer) => layer.of));
  return new Map(
    [...families].map((family) => [family, shapesOf(carte, family).map((shape) => pathOf(camera, shape))]),
  );
}

export interface PathOf {
  readonly id: string;
  readonly colour: string;
  readonly d: string;
}

/** The layers as paths, bottom to top; what is invisible in the present state is left out. */
export function toSvg(
  set: LayerSet,
  paths: ReadonlyMap<ShapeId, readonly PathOf[]>,
  areas: AreaStates,
  pixelsPerKm: number,
): Drawn[] {
  return set.layers.flatMap((layer) =>
    grouped(layer, paths.get(layer.of) ?? [])
      .map((path, i) => draw(layer, path, `${layer.id} ${path.id === '' ? i : path.id}`, areas, pixelsPerKm))
      .filter((drawn) => drawn.opacity > 0 && drawn.d !== ''),
  );
}

/** One path per area where the state counts, else one for the whole family. */
function grouped(layer: Layer, paths: readonly PathOf[]): readonly PathOf[] {
  const isByArea =
    typeof layer.opacity === 'object' ||
    typeof layer.colour === 'object' ||
    (layer.kind === 'line' && layer.place === 'inside');
  return isByArea ? paths : [{ id: '', colour: '', d: paths.map((path) => path.d).join('') }];
}

function draw(layer: Layer, path: PathOf, key: string, areas: AreaStates, pixelsPerKm: number): Drawn {
  const state = stateKey(areas.states[path.id]);
  const hasDemand = areas.demands.includes(path.id);
  const value = <T extends string | number>(of: T | ByState<T>): T => pick(of, state, hasDemand);
  const common = {
    d: path.d,
    opacity: value(layer.opacity ?? 1),
    kind: layer.kind,
    key,
  };
  const plain = { width: 0, dash: undefined, cap: 'butt', clip: undefined, blur: 0 } as const;
  switch (layer.kind) {
    case 'fill':
    case 'hatch':
      return { ...plain, ...common, colour: value(layer.colour) };
    case 'line': {
      const width = pixels(layer.width, pixelsPerKm);
      const blur = layer.blur ?? 0;
      return {
        ...common,
        colour: isOwn(layer.colour) ? path.colour : value(layer.colour),
        // A clipped stroke loses its outer half; a blurred one is drawn narrow and spread by the filter.
        width: layer.place === 'inside' ? 2 * width : width - blur,
        dash: layer.dash?.join(' '),
        cap: layer.cap ?? 'butt',
        clip: layer.place === 'inside' ? path.id : undefined,
        blur,
      };
    }
    default:
      return assertNever(layer);
  }
}

function pick<T extends string | number>(of: T | ByState<T>, state: StateKey, hasDemand: boolean): T {
  if (typeof of !== 'object') return of;
  if (of.by === 'demand') return hasDemand ? of.yes : of.no;
  return of.cases[state] ?? of.otherwise;
}

function pathOf(camera: Camera, shape: Shape): PathOf {
  if (shape.kind === 'polygons') {
    return {
      id: shape.id,
      colour: '',
      d: shape.polygons
        .flat()
        .map((ring) => `${trace(camera, ring)}Z`)
        .join(''),
    };
  }
  return { id: shape.id, colour: shape.colour, d: shape.lines.map((line) => trace(camera, line)).join('') };
}

/** Steps from point to point, to a tenth of a px: a third shorter in the page than absolute places. */
function trace(camera: Camera, line: Line): string {
  let [lastX, lastY] = [0, 0];
  return line
    .map((point, i) => {
      const [exactX, exactY] = project(camera, point);
      const [x, y] = [Math.round(exactX * 10), Math.round(exactY * 10)];
      const step = `${i === 0 ? 'M' : 'l'}${(x - lastX) / 10} ${(y - lastY) / 10}`;
      // From the rounded place, so that roundings do not add up along the line.
      [lastX, lastY] = [x, y];
      return step;
    })
    .join('');
}
