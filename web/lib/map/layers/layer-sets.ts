import { assertNever } from '#shared/kernel/assert-never';
import type { Theme } from '../map-tokens.ts';
import type { LayerSet } from './layer.ts';
import { printLayers } from './print.ts';
import { undergroundLayers } from './underground.ts';
import { wallLayers } from './wall.ts';
import { zoneLayers } from './zones.ts';

export type LayerSetId = 'wall' | 'zones' | 'underground' | 'print';

export function layerSet(id: LayerSetId, theme: Theme, frozen: boolean): LayerSet {
  switch (id) {
    case 'wall':
      return wallLayers(theme, frozen);
    case 'zones':
      return zoneLayers(theme);
    case 'underground':
      return undergroundLayers(theme);
    case 'print':
      return printLayers(theme);
    default:
      return assertNever(id);
  }
}
