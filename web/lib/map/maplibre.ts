/**
 * The only door to MapLibre, behind `map-canvas.ts`, which is imported dynamically: never 'maplibre-gl' itself. Without the worker's
 * address the `load` event never fires, in development and in production.
 */
import './canvas.css';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

setWorkerUrl(workerUrl);

export { MapLibreMap };
