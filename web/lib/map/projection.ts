import type { LonLat } from './lonlat.ts';

/**
 * Where the drawing looks. `origin` stands at the pixel `at`; one kilometre on the ground at the origin is
 * `pixelsPerKm` CSS px; north is up. `size` is the drawing in CSS px.
 */
export interface Camera {
  readonly origin: LonLat;
  readonly at: Pixel;
  readonly pixelsPerKm: number;
  readonly size: readonly [width: number, height: number];
}

/** CSS px from the top left corner of the drawing. */
export type Pixel = readonly [x: number, y: number];

/** MapLibre's own radius (`LngLat`), in km: any other would put the scale off by 0.1 %. */
const EARTH_RADIUS_KM = 6371.0088;
/** MapLibre's world is 512 px wide at zoom 0. */
const TILE = 512;

/** The camera of the wall at 1920 x 1080, relative to the page. */
export const WALL_CAMERA: Camera = {
  origin: [2.378, 48.882],
  at: [708, 631],
  pixelsPerKm: 82,
  size: [1920, 1080],
};

/** The pixel of a point, the same as in a MapLibre canvas with `zoomOf` and `centreOf` of this camera. */
export function project(camera: Camera, point: LonLat): Pixel {
  const world = worldSize(camera);
  return [
    camera.at[0] + (mercatorX(point[0]) - mercatorX(camera.origin[0])) * world,
    camera.at[1] + (mercatorY(point[1]) - mercatorY(camera.origin[1])) * world,
  ];
}

/** The point under a pixel. */
export function unproject(camera: Camera, pixel: Pixel): LonLat {
  const world = worldSize(camera);
  return [
    (mercatorX(camera.origin[0]) + (pixel[0] - camera.at[0]) / world) * 360 - 180,
    latitude(mercatorY(camera.origin[1]) + (pixel[1] - camera.at[1]) / world),
  ];
}

/** MapLibre's zoom for this camera. */
export function zoomOf(camera: Camera): number {
  return Math.log2(worldSize(camera) / TILE);
}

/** MapLibre's centre for this camera: the point in the middle of the drawing. */
export function centreOf(camera: Camera): LonLat {
  return unproject(camera, [camera.size[0] / 2, camera.size[1] / 2]);
}

/** The camera of a MapLibre map that has been moved; `size` in CSS px. */
export function cameraAt(centre: LonLat, zoom: number, size: Camera['size']): Camera {
  const kilometres = 2 * Math.PI * EARTH_RADIUS_KM * Math.cos(radians(centre[1]));
  return {
    origin: centre,
    at: [size[0] / 2, size[1] / 2],
    pixelsPerKm: (TILE * 2 ** zoom) / kilometres,
    size,
  };
}

/** The same view through a smaller window, whose top left corner stands at `corner` of the larger one. */
export function cropped(camera: Camera, corner: Pixel, size: Camera['size']): Camera {
  return { ...camera, at: [camera.at[0] - corner[0], camera.at[1] - corner[1]], size };
}

/** The same view drawn `factor` times larger: origin, size and scale move together. */
export function scaled(camera: Camera, factor: number): Camera {
  return {
    origin: camera.origin,
    at: [camera.at[0] * factor, camera.at[1] * factor],
    pixelsPerKm: camera.pixelsPerKm * factor,
    size: [camera.size[0] * factor, camera.size[1] * factor],
  };
}

/** The camera that shows the box with `margin` px around it, as large as it fits. */
export function fitCamera(
  box: { west: number; south: number; east: number; north: number },
  size: Camera['size'],
  margin: number,
): Camera {
  const width = mercatorX(box.east) - mercatorX(box.west);
  const height = mercatorY(box.south) - mercatorY(box.north);
  const world = Math.min((size[0] - 2 * margin) / width, (size[1] - 2 * margin) / height);
  const middle = (mercatorY(box.south) + mercatorY(box.north)) / 2;
  return cameraAt([(box.west + box.east) / 2, latitude(middle)], Math.log2(world / TILE), size);
}

function worldSize(camera: Camera): number {
  return camera.pixelsPerKm * 2 * Math.PI * EARTH_RADIUS_KM * Math.cos(radians(camera.origin[1]));
}

function mercatorX(lon: number): number {
  return (180 + lon) / 360;
}

function mercatorY(lat: number): number {
  return (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2))) / 360;
}

function latitude(y: number): number {
  return (360 / Math.PI) * Math.atan(Math.exp(radians(180 - y * 360))) - 90;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
