import { wallTokens, type Theme } from '../map-tokens.ts';
import type { ByState, Layer, LayerSet } from './layer.ts';

/** The wall's layers, numbered as on its drawing; 14 (codes and glyphs) stands over the canvas. */
export function wallLayers(theme: Theme, frozen: boolean): LayerSet {
  const t = wallTokens(theme, frozen);
  const area = (of: 'fill' | 'mesh' | 'edge'): ByState<string> => ({
    by: 'state',
    cases: { 'a-couvrir': t.gap[of], 'fin-proche': t.gap[of], 'non-du': t.notDue[of] },
    otherwise: t.passed[of],
  });
  const ending: ByState<number> = { by: 'state', cases: { 'fin-proche': 1 }, otherwise: 0 };
  const unknown: ByState<number> = { by: 'state', cases: { 'non-diffuse': t.hatchOpacity }, otherwise: 0 };
  const layers: Layer[] = [
    { kind: 'fill', id: '1-inside', of: 'inside', colour: t.inside },
    { kind: 'fill', id: '2-parks', of: 'parks', colour: t.park },
    { kind: 'line', id: '3-motorways', of: 'motorways', colour: t.motorway, width: 5 },
    { kind: 'line', id: '4-arm-bank', of: 'seine-arm', colour: t.seineBank, width: 11.4, cap: 'round' },
    { kind: 'line', id: '4-seine-bank', of: 'seine', colour: t.seineBank, width: 19.4, cap: 'round' },
    { kind: 'line', id: '4-arm', of: 'seine-arm', colour: t.seine, width: 9, cap: 'round' },
    { kind: 'line', id: '4-seine', of: 'seine', colour: t.seine, width: 17, cap: 'round' },
    {
      kind: 'line',
      id: '5-shade',
      of: 'shade',
      cap: 'round',
      colour: t.shade,
      opacity: t.shadeOpacity,
      width: 64,
      blur: 32,
    },
    { kind: 'fill', id: '6-sectors', of: 'sectors', colour: area('fill') },
    { kind: 'fill', id: '6-parks', of: 'parks-inside', colour: t.parkInSector, opacity: 0.16 },
    { kind: 'line', id: '7-mesh', of: 'sector-mesh', colour: area('mesh'), width: 1.5 },
    {
      kind: 'hatch',
      id: '7-hatch',
      of: 'sectors',
      colour: t.hatch,
      opacity: frozen ? t.hatchOpacity : unknown,
    },
    { kind: 'line', id: '8-rail', of: 'rail', colour: t.rail, opacity: 0.75, width: 1.6 },
    { kind: 'line', id: '8-ticks', of: 'rail', colour: t.rail, opacity: 0.75, width: 7, dash: [1.6, 9] },
    { kind: 'line', id: '9-canal-casing', of: 'canal', colour: t.canal.casing, opacity: 0.7, width: 11.5 },
    { kind: 'line', id: '9-basin-casing', of: 'basin', colour: t.canal.casing, opacity: 0.7, width: 19 },
    {
      kind: 'line',
      id: '9-tunnel',
      of: 'tunnel',
      colour: t.canal.line,
      width: 3.4,
      dash: [2, 8],
      cap: 'round',
    },
    { kind: 'line', id: '9-canal', of: 'canal', colour: t.canal.line, width: 6.5, cap: 'round' },
    { kind: 'line', id: '9-basin', of: 'basin', colour: t.canal.line, width: 14, cap: 'butt' },
    {
      kind: 'line',
      id: '10-sector-edge',
      of: 'sectors',
      colour: area('edge'),
      opacity: { by: 'state', cases: { 'a-couvrir': 1, 'fin-proche': 1 }, otherwise: 0.75 },
      width: 4,
      place: 'inside',
    },
    { kind: 'line', id: '11-sector-casing', of: 'sectors', colour: t.sectorCasing, width: 5 },
    { kind: 'line', id: '11-territory-casing', of: 'territory', colour: t.sectorCasing, width: 7 },
    { kind: 'line', id: '11-territory-edge', of: 'territory', colour: t.territoryEdge, width: 2.2 },
    {
      kind: 'line',
      id: '12-peripherique-casing',
      of: 'peripherique',
      colour: t.peripherique.casing,
      width: 12,
    },
    { kind: 'line', id: '12-peripherique', of: 'peripherique', colour: t.peripherique.line, width: 7 },
    { kind: 'line', id: '12-peripherique-core', of: 'peripherique', colour: t.peripherique.core, width: 3 },
  ];
  const alarm: Layer[] = [
    {
      kind: 'line',
      id: '13-ending-casing',
      of: 'sectors',
      colour: t.ending.casing,
      opacity: ending,
      width: 9,
      place: 'inside',
    },
    {
      kind: 'line',
      id: '13-ending',
      of: 'sectors',
      colour: t.ending.line,
      opacity: ending,
      width: 6.5,
      place: 'inside',
    },
  ];
  return { ground: t.land, layers: frozen ? layers : [...layers, ...alarm] };
}
