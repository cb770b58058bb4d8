import type { Map as MapLibreMap } from 'maplibre-gl';
import type { AreaState, RecencyStep } from '#lib/map/area-state.ts';
import { zoneLayers } from '#lib/map/layers/zones.ts';
import { drawCanvas, type MapCanvas } from '#lib/map/map-canvas.ts';
import type { Drawn } from './cells.ts';

/** What the benchmark asks of the page, one after the other. */
export type LiveMap = {
  /** Draws these cells; resolves once nothing moves any more. Gives the number of them. */
  draw(address: string): Promise<number>;
  /** Chooses so many updates, each of 100 cells, before anything is measured. */
  prepare(updates: number): void;
  /** Shows each of them, once the map has drawn the one before. */
  update(): Promise<void>;
  /** As many bare repaints. */
  repaint(): Promise<void>;
  /** Shows them, or repaints, at a pace, whatever the map is doing; gives the tasks of over 50 ms meanwhile, in ms. */
  longTasks(of: 'update' | 'repaint', everyMs: number): Promise<number[]>;
};

declare global {
  var liveMap: LiveMap;
}

const CELLS = 100;
/** Coprime with any number of cells that is asked for: the hundred are all over the map. */
const STRIDE = 7919;
const STEPS: readonly RecencyStep[] = [0, 1, 2, 3, 4];

type Update = readonly (readonly [id: string, state: AreaState])[];
let map: MapLibreMap | undefined;
let canvas: MapCanvas | undefined;
let ids: readonly string[] = [];
let states: Record<string, AreaState> = {};
let prepared: Update[] = [];
let changed = 0;

const shown = () => new Promise<void>((resolve) => void map?.once('idle', () => resolve()));
const show = (update: Update) => {
  for (const [id, state] of update) states[id] = state;
  canvas?.show({ states, demands: [] });
};

globalThis.liveMap = {
  async draw(address) {
    const { carte, camera } = (await (await fetch(address)).json()) as Drawn;
    const container = document.getElementById('map');
    if (container === null) throw new Error('the page has no place for the map');
    ids = carte.zones.map(({ id }) => id);
    states = Object.fromEntries(ids.map((id, index) => [id, STEPS[index % STEPS.length] ?? null]));
    // The product keeps its map to itself; the event that it listens to names it.
    const idle = new Promise<MapLibreMap | undefined>((resolve) => {
      const onIdle = (event?: { target: MapLibreMap }) => resolve(event?.target);
      const set = zoneLayers('light');
      const drawing = { carte, camera, set, interactive: true, label: '', onIdle };
      canvas = drawCanvas(container, { ...drawing, onLost: () => {}, onMove: () => {} });
      show([]);
    });
    map = await idle;
    return ids.length;
  },
  prepare(updates) {
    prepared = Array.from({ length: updates }, () =>
      Array.from({ length: CELLS }, () => {
        changed += 1;
        const cell = (changed * STRIDE) % ids.length;
        // Each time round another state than before: the product leaves alone what did not change.
        const times = 1 + Math.floor(changed / ids.length);
        return [ids[cell] ?? '', STEPS[(cell + times) % STEPS.length] ?? null] as const;
      }),
    );
  },
  async update() {
    for (const next of prepared) {
      const idle = shown();
      show(next);
      await idle;
    }
  },
  async repaint() {
    for (let time = 0; time < prepared.length; time += 1) {
      const idle = shown();
      map?.triggerRepaint();
      await idle;
    }
  },
  async longTasks(of, everyMs) {
    const found: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) found.push(duration);
    });
    observer.observe({ type: 'longtask' });
    for (const next of prepared) {
      if (of === 'update') show(next);
      else map?.triggerRepaint();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    for (const { duration } of observer.takeRecords()) found.push(duration);
    observer.disconnect();
    return found;
  },
};
