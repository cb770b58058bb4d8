import { stateKey } from './area-state.ts';
import type { Carte } from './carte.ts';
import { hatchTile } from './hatch-tile.ts';
import type { LayerSet } from './layers/layer.ts';
import { MapLibreMap } from './maplibre.ts';
import { cameraAt, centreOf, scaled, zoomOf, type Camera } from './projection.ts';
import { AREA_SHAPES, hatchColour, toMapLibre } from './to-maplibre.ts';
import type { AreaStates } from './to-svg.ts';

export interface CanvasDrawing {
  readonly carte: Carte;
  readonly camera: Camera;
  readonly set: LayerSet;
  readonly interactive: boolean;
  readonly label: string;
  /** Every tile is drawn and nothing moves. */
  readonly onIdle: () => void;
  /** WebGL is gone; `onIdle` comes again if the browser gives it back. */
  readonly onLost: () => void;
  /** Somebody moved the map: the camera in the same px as the one given. */
  readonly onMove: (camera: Camera) => void;
}

export interface MapCanvas {
  /** Paints the states, at most once per animation frame. */
  readonly show: (areas: AreaStates) => void;
  readonly remove: () => void;
}

/** Zoom levels a person may go in and out; further in, a schematic basemap pretends to know streets. */
const ZOOM_RANGE = { out: 1, in: 2 } as const;

/** Draws the set in a canvas inside `container`, as wide as it. */
export function drawCanvas(container: HTMLElement, drawing: CanvasDrawing): MapCanvas {
  const { carte, camera, set, interactive, label } = drawing;
  const scale = container.clientWidth / camera.size[0];
  const shown = scaled(camera, scale);
  const zoom = zoomOf(shown);
  const [lon, lat] = centreOf(shown);
  const map = new MapLibreMap({
    container,
    style: toMapLibre(carte, camera, set, scale),
    center: [lon, lat],
    zoom,
    minZoom: zoom - (interactive ? ZOOM_RANGE.out : 0),
    maxZoom: zoom + (interactive ? ZOOM_RANGE.in : 0),
    maxPitch: 0,
    interactive,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false,
    fadeDuration: 0,
    trackResize: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute('aria-label', label);
  if (!interactive) map.getCanvas().removeAttribute('tabindex');
  map.setMissingStyleImageResolver((id) => {
    const colour = hatchColour(id);
    if (colour !== null) map.addImage(id, hatchTile(colour));
  });
  map.on('idle', drawing.onIdle);
  map.on('webglcontextlost', drawing.onLost);
  map.on('move', () => {
    const centre = map.getCenter();
    const size = [container.clientWidth, container.clientHeight] as const;
    drawing.onMove(scaled(cameraAt([centre.lng, centre.lat], map.getZoom(), size), 1 / scale));
  });
  return { show: painter(map, carte), remove: () => map.remove() };
}

/** Sets only what changed: a feature state that is set again makes MapLibre repaint for nothing. */
function painter(map: MapLibreMap, carte: Carte): (areas: AreaStates) => void {
  const ids = [...carte.sectors, ...carte.zones].map(({ id }) => id);
  const painted = new Map<string, string>();
  let frame = 0;
  let isLoaded = false;
  let next: AreaStates = { states: {}, demands: [] };

  function paint(): void {
    frame = 0;
    const sources = AREA_SHAPES.filter((shape) => map.getSource(shape) !== undefined);
    for (const id of ids) {
      const state = stateKey(next.states[id]);
      const demand = next.demands.includes(id);
      const key = `${state} ${demand}`;
      if (painted.get(id) === key) continue;
      painted.set(id, key);
      for (const source of sources) map.setFeatureState({ source, id }, { state, demand });
    }
  }

  function ask(): void {
    if (isLoaded && frame === 0) frame = requestAnimationFrame(paint);
  }

  // Before the style is there, its sources do not exist.
  map.once('style.load', () => {
    isLoaded = true;
    ask();
  });
  map.once('remove', () => cancelAnimationFrame(frame));
  return (areas) => {
    next = areas;
    ask();
  };
}
