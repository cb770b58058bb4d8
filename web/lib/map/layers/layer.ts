import type { StateKey } from '../area-state.ts';
import type { Theme } from '../map-tokens.ts';

/** A family of geometry of the carte that a layer draws; `shapes.ts` gives its features. */
export type ShapeId =
  | 'inside'
  | 'parks'
  | 'parks-inside'
  | 'motorways'
  | 'seine'
  | 'seine-arm'
  | 'territory'
  | 'shade'
  | 'sectors'
  | 'sector-mesh'
  | 'zones'
  | 'zone-mesh'
  | 'rail'
  | 'canal'
  | 'basin'
  | 'tunnel'
  | 'peripherique'
  | 'metro';

/** A value for the state of the area, or for an area with an open demand. */
export type ByState<T> =
  | { readonly by: 'state'; readonly cases: Partial<Record<StateKey, T>>; readonly otherwise: T }
  | { readonly by: 'demand'; readonly yes: T; readonly no: T };

/** The colour that the feature carries: that of a metro line. */
export const OWN_COLOUR = { by: 'feature' } as const;

/** CSS px, or px per km of the camera (never under `min`): the width of a river follows the scale. */
export type Width = number | { readonly perKm: number; readonly min: number; readonly plus: number };

/**
 * One layer, said once and drawn twice: by `to-maplibre.ts` in the canvas and by `SchematicSvg.svelte`.
 * `inside`: the stroke stays within the area.
 */
export type Layer =
  | {
      readonly kind: 'fill';
      readonly id: string;
      readonly of: ShapeId;
      readonly colour: string | ByState<string>;
      readonly opacity?: number;
    }
  | {
      readonly kind: 'line';
      readonly id: string;
      readonly of: ShapeId;
      readonly colour: string | ByState<string> | typeof OWN_COLOUR;
      readonly width: Width;
      readonly opacity?: number | ByState<number>;
      /** Drawn and left, in CSS px. */
      readonly dash?: readonly [number, number];
      readonly cap?: 'butt' | 'round';
      readonly place?: 'inside';
      /** Fades over this many px from its middle to its edges. */
      readonly blur?: number;
    }
  | {
      readonly kind: 'hatch';
      readonly id: string;
      readonly of: ShapeId;
      readonly colour: string;
      readonly opacity: number | ByState<number>;
    };

/** What a page shows: a ground colour, then layers from the bottom up. */
export interface LayerSet {
  readonly ground: string;
  readonly layers: readonly Layer[];
}

/** The 45 degree hatch, 5 px of ink in 14, measured across the stripes. */
export const HATCH = { stripe: 5, pitch: 14 } as const;

export function isOwn(colour: string | { readonly by: string }): colour is typeof OWN_COLOUR {
  return colour === OWN_COLOUR;
}

/** The width of a line in CSS px at a scale. */
export function pixels(width: Width, pixelsPerKm: number): number {
  return typeof width === 'number' ? width : Math.max(width.perKm * pixelsPerKm, width.min) + width.plus;
}

/** A way of drawing the map. A screen names its own, so that it carries no other. */
export type DrawnLayers = (theme: Theme, frozen: boolean) => LayerSet;
