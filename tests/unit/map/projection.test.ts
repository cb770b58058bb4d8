import { MercatorCoordinate } from 'maplibre-gl';
import { describe, expect, test } from 'vitest';
import {
  cameraAt,
  centreOf,
  cropped,
  fitCamera,
  project,
  scaled,
  unproject,
  WALL_CAMERA,
  zoomOf,
} from '#lib/map/projection.ts';
import { carte } from './pack-carte.ts';

const jaures = [2.3708, 48.8824] as const;

describe('the camera', () => {
  test('the wall has its origin at the pixel of the mockup', () => {
    expect(project(WALL_CAMERA, [2.378, 48.882])).toEqual([708, 631]);
  });

  test('one kilometre on the ground is 82 px on the wall', () => {
    const kilometre = 1 / (6371.0088 * (Math.PI / 180));
    const [, north] = project(WALL_CAMERA, [2.378, 48.882 + kilometre]);
    const [east] = project(WALL_CAMERA, [2.378 + kilometre / Math.cos((48.882 * Math.PI) / 180), 48.882]);
    expect(631 - north).toBeCloseTo(82, 1);
    expect(east - 708).toBeCloseTo(82, 6);
  });

  test('a point falls on the pixel where MapLibre draws it', () => {
    const world = 512 * 2 ** zoomOf(WALL_CAMERA);
    const [lon, lat] = centreOf(WALL_CAMERA);
    for (const point of [jaures, [2.3094, 48.9121], [2.4457, 48.8391]] as const) {
      const there = MercatorCoordinate.fromLngLat({ lng: point[0], lat: point[1] });
      const middle = MercatorCoordinate.fromLngLat({ lng: lon, lat });
      const [x, y] = project(WALL_CAMERA, point);
      expect(x).toBeCloseTo(1920 / 2 + (there.x - middle.x) * world, 4);
      expect(y).toBeCloseTo(1080 / 2 + (there.y - middle.y) * world, 4);
    }
  });

  test('unproject undoes project', () => {
    const [lon, lat] = unproject(WALL_CAMERA, project(WALL_CAMERA, jaures));
    expect(lon).toBeCloseTo(jaures[0], 9);
    expect(lat).toBeCloseTo(jaures[1], 9);
  });

  test('MapLibre’s centre and zoom give the same view back', () => {
    const back = cameraAt(centreOf(WALL_CAMERA), zoomOf(WALL_CAMERA), WALL_CAMERA.size);
    const [x, y] = project(back, jaures);
    const [wallX, wallY] = project(WALL_CAMERA, jaures);
    expect(x).toBeCloseTo(wallX, 6);
    expect(y).toBeCloseTo(wallY, 6);
  });

  test('a window of the wall shows the same view, moved by its corner', () => {
    const [x, y] = project(WALL_CAMERA, jaures);
    expect(project(cropped(WALL_CAMERA, [0, 232], [1180, 848]), jaures)).toEqual([x, y - 232]);
  });

  test('a drawing twice as large has every pixel twice as far', () => {
    const [x, y] = project(WALL_CAMERA, jaures);
    const [farX, farY] = project(scaled(WALL_CAMERA, 2), jaures);
    expect(farX).toBeCloseTo(2 * x, 6);
    expect(farY).toBeCloseTo(2 * y, 6);
  });

  test('a fitted camera keeps the whole territory inside the margin', () => {
    const points = carte.territory.flat(2);
    const lons = points.map(([lon]) => lon);
    const lats = points.map(([, lat]) => lat);
    const box = {
      west: Math.min(...lons),
      east: Math.max(...lons),
      south: Math.min(...lats),
      north: Math.max(...lats),
    };
    const camera = fitCamera(box, [626, 546], 20);
    for (const point of points) {
      const [x, y] = project(camera, point);
      expect(x).toBeGreaterThan(19.99);
      expect(x).toBeLessThan(606.01);
      expect(y).toBeGreaterThan(19.99);
      expect(y).toBeLessThan(526.01);
    }
  });
});
