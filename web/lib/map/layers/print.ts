import { printTokens, type Theme } from '../map-tokens.ts';
import type { Layer, LayerSet } from './layer.ts';

/** The landing's print: the shapes of the wall in one ink, without any state. */
export function printLayers(theme: Theme): LayerSet {
  const t = printTokens[theme];
  const layers: Layer[] = [
    { kind: 'fill', id: 'parks', of: 'parks', colour: t.park },
    { kind: 'line', id: 'motorways', of: 'motorways', colour: t.motorway, width: 4 },
    { kind: 'line', id: 'arm-bank', of: 'seine-arm', colour: t.seineBank, width: 9.5, cap: 'round' },
    { kind: 'line', id: 'seine-bank', of: 'seine', colour: t.seineBank, width: 15.5, cap: 'round' },
    { kind: 'line', id: 'arm', of: 'seine-arm', colour: t.seine, width: 7.5, cap: 'round' },
    { kind: 'line', id: 'seine', of: 'seine', colour: t.seine, width: 13.5, cap: 'round' },
    {
      kind: 'line',
      id: 'shade',
      of: 'shade',
      cap: 'round',
      colour: t.shade,
      opacity: t.shadeOpacity,
      width: 48,
      blur: 24,
    },
    { kind: 'fill', id: 'territory', of: 'territory', colour: t.ink },
    { kind: 'fill', id: 'parks-inside', of: 'parks-inside', colour: t.parkInk, opacity: 0.35 },
    { kind: 'line', id: 'mesh', of: 'sector-mesh', colour: t.mesh, width: 1.2 },
    { kind: 'line', id: 'rail', of: 'rail', colour: t.rail, opacity: 0.75, width: 1.2 },
    { kind: 'line', id: 'ticks', of: 'rail', colour: t.rail, opacity: 0.75, width: 5.5, dash: [1.2, 7] },
    { kind: 'line', id: 'canal-casing', of: 'canal', colour: t.deep, width: 7.5 },
    { kind: 'line', id: 'basin-casing', of: 'basin', colour: t.deep, width: 13 },
    { kind: 'line', id: 'tunnel', of: 'tunnel', colour: t.canal, width: 3, dash: [1.6, 6] },
    { kind: 'line', id: 'canal', of: 'canal', colour: t.canal, width: 4.6, cap: 'round' },
    { kind: 'line', id: 'basin', of: 'basin', colour: t.canal, width: 10 },
    { kind: 'line', id: 'sectors', of: 'sectors', colour: t.casing, width: 5 },
    { kind: 'line', id: 'territory-casing', of: 'territory', colour: t.casing, width: 7 },
    { kind: 'line', id: 'territory-edge', of: 'territory', colour: t.deep, width: 2 },
    { kind: 'line', id: 'peripherique-casing', of: 'peripherique', colour: t.casing, width: 11 },
    { kind: 'line', id: 'peripherique', of: 'peripherique', colour: t.deep, width: 7 },
    { kind: 'line', id: 'peripherique-core', of: 'peripherique', colour: t.casing, width: 2.2 },
  ];
  return { ground: t.ground, layers };
}
