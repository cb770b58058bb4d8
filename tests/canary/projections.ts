import { radians } from './numbers.ts';

/** Metres on a plane. */
export type Metres = { readonly x: number; readonly y: number };

/** EPSG:3857: the plane of web maps. */
export function webMercator(lat: number, lon: number): Metres {
  const radius = 6_378_137;
  return { x: radius * radians(lon), y: radius * Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2)) };
}

/** The same plane as a share of its width, from its north-west corner: what map engines keep. */
export function mercatorShare(lat: number, lon: number): Metres {
  const { x, y } = webMercator(lat, lon);
  const width = 2 * Math.PI * 6_378_137;
  return { x: x / width + 0.5, y: 0.5 - y / width };
}

/** EPSG:2154, the plane of French public maps: Lambert's conformal cone through 44 and 49 degrees on GRS 80. */
export function lambert93(lat: number, lon: number): Metres {
  const [a, flattening] = [6_378_137, 1 / 298.257222101];
  const e = Math.sqrt(2 * flattening - flattening ** 2);
  const m = (phi: number) => Math.cos(phi) / Math.sqrt(1 - (e * Math.sin(phi)) ** 2);
  const t = (phi: number) =>
    Math.tan(Math.PI / 4 - phi / 2) / ((1 - e * Math.sin(phi)) / (1 + e * Math.sin(phi))) ** (e / 2);
  const [south, north, origin] = [radians(44), radians(49), radians(46.5)];
  const n = Math.log(m(south) / m(north)) / Math.log(t(south) / t(north));
  const scale = (a * m(south)) / (n * t(south) ** n);
  const distance = scale * t(radians(lat)) ** n;
  const angle = n * radians(lon - 3);
  return {
    x: 700_000 + distance * Math.sin(angle),
    y: 6_600_000 + scale * t(origin) ** n - distance * Math.cos(angle),
  };
}
