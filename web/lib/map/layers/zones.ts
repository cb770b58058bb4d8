import { zoneTokens, type Theme } from '../map-tokens.ts';
import type { ByState, Layer, LayerSet, Width } from './layer.ts';

/** Widths of water and roads follow the scale (k = px per km). */
function scaledWidth(perKm: number, plus = 0, min = 0): Width {
  return { perKm, plus, min };
}

/** The console's layers, numbered as on its drawing; names, plates and marks stand over the canvas. */
export function zoneLayers(theme: Theme): LayerSet {
  const t = zoneTokens[theme];
  const recency: ByState<string> = {
    by: 'state',
    cases: { 'step-0': t.recency[0], 'step-1': t.recency[1], 'step-2': t.recency[2], 'step-3': t.recency[3] },
    otherwise: t.recency[4],
  };
  const never: ByState<number> = { by: 'state', cases: { never: 0.12, 'non-diffuse': 0.12 }, otherwise: 0 };
  const demand: ByState<number> = { by: 'demand', yes: 1, no: 0 };
  const layers: Layer[] = [
    { kind: 'fill', id: '2-parks', of: 'parks', colour: t.park },
    {
      kind: 'line',
      id: '3-arm-bank',
      of: 'seine-arm',
      colour: t.seineBank,
      width: scaledWidth(0.11, 2),
      cap: 'round',
    },
    {
      kind: 'line',
      id: '3-seine-bank',
      of: 'seine',
      colour: t.seineBank,
      width: scaledWidth(0.19, 2),
      cap: 'round',
    },
    { kind: 'line', id: '3-arm', of: 'seine-arm', colour: t.seine, width: scaledWidth(0.11), cap: 'round' },
    { kind: 'line', id: '3-seine', of: 'seine', colour: t.seine, width: scaledWidth(0.19), cap: 'round' },
    {
      kind: 'line',
      id: '4-motorway-casing',
      of: 'motorways',
      colour: t.motorway.casing,
      width: scaledWidth(0.085, 1.5),
    },
    { kind: 'line', id: '4-motorways', of: 'motorways', colour: t.motorway.line, width: scaledWidth(0.085) },
    {
      kind: 'line',
      id: '5-shade',
      of: 'shade',
      cap: 'round',
      colour: t.shade,
      opacity: t.shadeOpacity,
      width: 40,
      blur: 20,
    },
    { kind: 'fill', id: '6-zones', of: 'zones', colour: recency },
    { kind: 'hatch', id: '6-never', of: 'zones', colour: t.hatch, opacity: never },
    { kind: 'line', id: '7-mesh', of: 'zone-mesh', colour: t.mesh, opacity: t.meshOpacity, width: 0.75 },
    { kind: 'line', id: '8-zone-casing', of: 'zones', colour: t.border.casing, width: 2 },
    { kind: 'line', id: '8-zone', of: 'zones', colour: t.border.line, opacity: 0.62, width: 0.6 },
    { kind: 'line', id: '9-sector-casing', of: 'sectors', colour: t.border.casing, width: 4 },
    { kind: 'line', id: '9-sector', of: 'sectors', colour: t.border.line, width: 1.5 },
    {
      kind: 'line',
      id: '10-canal-casing',
      of: 'canal',
      colour: t.canal.casing,
      opacity: 0.8,
      width: scaledWidth(0.05, 2.5),
    },
    {
      kind: 'line',
      id: '10-basin-casing',
      of: 'basin',
      colour: t.canal.casing,
      opacity: 0.8,
      width: scaledWidth(0.11, 2.5),
    },
    { kind: 'line', id: '10-tunnel', of: 'tunnel', colour: t.canal.line, width: 1.5, dash: [1.5, 4.5] },
    {
      kind: 'line',
      id: '10-canal',
      of: 'canal',
      colour: t.canal.line,
      width: scaledWidth(0.05),
      cap: 'round',
    },
    { kind: 'line', id: '10-basin', of: 'basin', colour: t.canal.line, width: scaledWidth(0.11) },
    {
      kind: 'line',
      id: '11-peripherique-casing',
      of: 'peripherique',
      colour: t.peripherique.casing,
      width: scaledWidth(0.058, 2.5, 4),
    },
    {
      kind: 'line',
      id: '11-peripherique',
      of: 'peripherique',
      colour: t.peripherique.line,
      width: scaledWidth(0.058, 0, 4),
    },
    {
      kind: 'line',
      id: '11-peripherique-core',
      of: 'peripherique',
      colour: t.peripherique.core,
      width: scaledWidth(0.026, 0, 1.8),
    },
    { kind: 'line', id: '12-demand-casing', of: 'zones', colour: t.demand.casing, opacity: demand, width: 7 },
    { kind: 'line', id: '12-demand', of: 'zones', colour: t.demand.line, opacity: demand, width: 3.5 },
  ];
  return { ground: t.land, layers };
}
