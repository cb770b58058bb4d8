import { assertNever } from '#shared/kernel/assert-never';
import type { Feature, Position } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Carte } from './carte.ts';
import {
  isOwn,
  pixels,
  type ByState,
  type Layer,
  type LayerSet,
  type ShapeId,
  type Width,
} from './layers/layer.ts';
import { shapesOf, type Shape } from './layers/shapes.ts';
import { zoomOf, type Camera } from './projection.ts';

/** The families whose features carry the state of an area. */
export const AREA_SHAPES: readonly ShapeId[] = ['sectors', 'sector-mesh', 'zones', 'zone-mesh'];

/**
 * The MapLibre style of a set of layers: inline sources, no `glyphs`, no `sprite`, so that no request leaves
 * the page. `scale`: how much larger than `camera` the canvas is on screen. Widths in px keep their size when
 * somebody zooms; water and roads grow with the ground.
 */
export function toMapLibre(carte: Carte, camera: Camera, set: LayerSet, scale: number): StyleSpecification {
  const families = new Set(set.layers.map((layer) => layer.of));
  return {
    version: 8,
    sources: Object.fromEntries(
      [...families].map((family) => [
        family,
        {
          type: 'geojson',
          promoteId: 'id',
          tolerance: 0.1,
          data: {
            type: 'FeatureCollection',
            features: shapesOf(carte, family).map(feature),
          },
        },
      ]),
    ),
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': set.ground } },
      ...set.layers.map((layer) => specification(layer, camera, scale)),
    ],
  };
}

/** The name of a hatch image, from which the canvas draws it when it is asked for. */
export function hatchImage(colour: string): string {
  return `hatch ${colour}`;
}

/** The colour of a hatch image, or null for any other name. */
export function hatchColour(image: string): string | null {
  return image.startsWith('hatch ') ? image.slice('hatch '.length) : null;
}

function specification(layer: Layer, camera: Camera, scale: number): LayerSpecification {
  const base = { id: layer.id, source: layer.of };
  const opacity = expression(layer.opacity ?? 1);
  switch (layer.kind) {
    case 'fill':
      return {
        ...base,
        type: 'fill',
        paint: { 'fill-color': expression(layer.colour), 'fill-opacity': opacity },
      };
    case 'hatch':
      return {
        ...base,
        type: 'fill',
        paint: { 'fill-pattern': hatchImage(layer.colour), 'fill-opacity': opacity },
      };
    case 'line': {
      const width = pixels(layer.width, camera.pixelsPerKm) * scale;
      return {
        ...base,
        type: 'line',
        layout: {
          'line-cap': layer.cap ?? 'butt',
          'line-join': layer.cap === 'round' ? 'round' : 'miter',
        },
        paint: {
          'line-color': isOwn(layer.colour) ? ['get', 'colour'] : expression(layer.colour),
          'line-opacity': opacity,
          'line-width': lineWidth(layer.width, width, zoomOf(camera) + Math.log2(scale)),
          // Positive is inwards for a polygon.
          'line-offset': layer.place === 'inside' ? width / 2 : 0,
          'line-blur': (layer.blur ?? 0) * scale,
          // MapLibre counts dashes in widths of the line.
          ...(layer.dash && { 'line-dasharray': layer.dash.map((length) => (length * scale) / width) }),
        },
      };
    }
    default:
      return assertNever(layer);
  }
}

function lineWidth(width: Width, px: number, zoom: number): number | ExpressionSpecification {
  if (typeof width === 'number') return px;
  return ['interpolate', ['exponential', 2], ['zoom'], zoom - 3, px / 8, zoom + 3, px * 8];
}

function expression<T extends string | number>(of: T | ByState<T>): T | ExpressionSpecification {
  if (typeof of !== 'object') return of;
  if (of.by === 'demand') return ['case', ['boolean', ['feature-state', 'demand'], false], of.yes, of.no];
  const cases = Object.entries<T | undefined>(of.cases).flatMap(([state, value]) =>
    value === undefined ? [] : [state, value],
  );
  const [state, value, ...rest] = cases;
  if (state === undefined || value === undefined) return of.otherwise;
  return [
    'match',
    ['coalesce', ['feature-state', 'state'], 'non-diffuse'],
    state,
    value,
    ...rest,
    of.otherwise,
  ];
}

function feature(shape: Shape): Feature {
  const copy = (line: readonly (readonly [number, number])[]): Position[] =>
    line.map(([lon, lat]) => [lon, lat]);
  return shape.kind === 'polygons'
    ? {
        type: 'Feature',
        properties: { id: shape.id },
        geometry: { type: 'MultiPolygon', coordinates: shape.polygons.map((polygon) => polygon.map(copy)) },
      }
    : {
        type: 'Feature',
        properties: { id: shape.id, colour: shape.colour },
        geometry: { type: 'MultiLineString', coordinates: shape.lines.map(copy) },
      };
}
