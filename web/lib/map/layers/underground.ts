import { zoneTokens, type Theme } from '../map-tokens.ts';
import { OWN_COLOUR, type Layer, type LayerSet } from './layer.ts';

/** The console's Souterrain layer: metro lines on a silent territory; the state of a group stands in its marks. */
export function undergroundLayers(theme: Theme): LayerSet {
  const t = zoneTokens[theme];
  const layers: Layer[] = [
    { kind: 'fill', id: '2-parks', of: 'parks', colour: t.park },
    {
      kind: 'line',
      id: '3-arm',
      of: 'seine-arm',
      colour: t.seine,
      width: { perKm: 0.11, plus: 0, min: 0 },
      cap: 'round',
    },
    {
      kind: 'line',
      id: '3-seine',
      of: 'seine',
      colour: t.seine,
      width: { perKm: 0.19, plus: 0, min: 0 },
      cap: 'round',
    },
    { kind: 'fill', id: '6-territory', of: 'territory', colour: t.recency[0] },
    { kind: 'line', id: '9-territory', of: 'territory', colour: t.border.line, opacity: 0.35, width: 1.5 },
    { kind: 'line', id: '10-metro-casing', of: 'metro', colour: t.border.casing, width: 6.5, cap: 'round' },
    { kind: 'line', id: '11-metro', of: 'metro', colour: OWN_COLOUR, width: 4, cap: 'round' },
  ];
  return { ground: t.land, layers };
}
