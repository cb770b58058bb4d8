import { cellToLatLng } from 'h3-js';
import { gamma, pick, uniform } from '#server/demo/law/distributions';
import { randomOf, type Random } from '#server/demo/law/random';
import { zoneWeights } from '#server/demo/law/zone-weights';
import type { SectorId, ZoneId } from '#shared/kernel/ids';
import type { Territory } from '#shared/territory/schema';

/** Metres east and north of a point of the territory. It exists in this harness only: the product has no coordinate. */
export type Point = { readonly x: number; readonly y: number };
/** A synthetic gathering site, drawn at random for one world. No real place is ever modelled (PRV-13). */
export type Site = Point & { readonly share: number };
/** Which prior the stops and the sites of a world follow: every zone alike, or the weights of DOMAIN 12. */
export type Prior = 'spread' | 'domain';

export type ZoneGround = {
  readonly id: ZoneId;
  readonly sector: SectorId;
  readonly cells: readonly Point[];
  /** Chance that a stop drawn by the weights falls here. */
  readonly weight: number;
};

const METRES_A_DEGREE = 111_320;
/** Centre to edge of an H3 cell of resolution 9 near Paris: a site anywhere in its cell is no further off. */
const CELL_RADIUS = 165;

/** The ground under a pack: zones in the pack's order, as points in metres. */
export function groundOf(territory: Territory, prior: Prior): ZoneGround[] {
  const { zones } = territory.surface;
  const weights = new Map(zoneWeights(zones).map(([zone, weight]) => [zone.id, weight]));
  const [longitude, latitude] = zones[0]?.label ?? [0, 0];
  const metresEast = METRES_A_DEGREE * Math.cos((latitude * Math.PI) / 180);
  return zones.map(({ id, sector, cells }) => ({
    id,
    sector,
    weight: prior === 'domain' ? (weights.get(id) ?? 0) : 1 / zones.length,
    cells: cells.map((cell) => {
      const [lat, lng] = cellToLatLng(cell);
      return { x: (lng - longitude) * metresEast, y: (lat - latitude) * METRES_A_DEGREE };
    }),
  }));
}

/** Sites of each zone in one world: between 4 and 9, of unequal weight, eligible under PRV-13. */
export function sitesOf(ground: readonly ZoneGround[], seed: number, world: number): Map<ZoneId, Site[]> {
  return new Map(
    ground.map(({ id, cells }) => {
      const random = randomOf(seed, 'sites', world, id);
      let sites = draw(random, cells);
      while (!isEligible(sites)) sites = draw(random, cells);
      return [id, sites];
    }),
  );
}

function draw(random: Random, cells: readonly Point[]): Site[] {
  const count = 4 + Math.floor(random() * 6);
  const sites = Array.from({ length: count }, () => {
    const cell = pick(
      random,
      cells.map((each) => [each, 1] as const),
    );
    const angle = uniform(random, 0, 2 * Math.PI);
    const radius = CELL_RADIUS * Math.sqrt(random());
    return {
      x: cell.x + radius * Math.cos(angle),
      y: cell.y + radius * Math.sin(angle),
      share: gamma(random, 1.5, 1),
    };
  });
  const total = sites.reduce((sum, { share }) => sum + share, 0);
  return sites.map((site) => ({ ...site, share: site.share / total }));
}

/** PRV-13: at least three effective sites (exponential of the entropy), the largest with at most 0.6 of the people. */
function isEligible(sites: readonly Site[]): boolean {
  const entropy = sites.reduce((sum, { share }) => sum - share * Math.log(share), 0);
  return Math.exp(entropy) >= 3 && Math.max(...sites.map(({ share }) => share)) <= 0.6;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The point where the weighted points balance. */
export function centreOf(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
