import type { Places } from '#shared/territory/places';
import type { CoverageReleased } from '#server/release/events';

/** Every role that is told of coverage, without the leads. */
export type FeedRole = 'mobile' | 'hospital' | 'coordination' | 'wall' | 'restspace' | 'ratp';
/** Whose release each role receives (PRIVACY 5): an alias receives the same bytes. */
const RELEASED_TO: Record<FeedRole, CoverageReleased['audience']> = {
  mobile: 'mobile',
  hospital: 'hospital',
  coordination: 'hospital',
  wall: 'wall',
  restspace: 'wall',
  ratp: 'ratp',
};

/** One message of a feed: the cells shown as visited so far in the half-day, and the very bytes. */
export type Frame = {
  readonly at: number;
  /** Start of the last half-hour described. */
  readonly slot: number;
  /** The half-day described; null at night, when nothing is due. */
  readonly window: string | null;
  readonly surface: readonly string[];
  readonly underground: readonly string[];
  readonly bytes: string;
};

/** What a screen of this role receives of coverage, in order. */
export function feedOf(role: FeedRole, releases: readonly CoverageReleased[]): Frame[] {
  return releases
    .filter(({ audience }) => audience === RELEASED_TO[role])
    .map((release) => ({
      at: Date.parse(release.tick),
      slot: Date.parse(release.slot),
      window: release.window && `${release.window.day} ${release.window.window}`,
      surface: 'surface' in release ? release.surface : [],
      underground: 'underground' in release ? release.underground : [],
      bytes: JSON.stringify(release),
    }));
}

/** Names the area of a partition that holds a zone. */
export type AreaOf = (zone: string) => string | undefined;
export function areaOf(partition: 'zones' | 'sectors', places: Places): AreaOf {
  if (partition === 'zones') return (zone) => zone;
  const table = new Map<string, string | undefined>(
    [...places.zones].map((zone) => [zone, places.sectorOf(zone)]),
  );
  return (zone) => table.get(zone);
}

/** Cells set that the frame before did not set, or that are the first of their half-day, with the frame that said so. */
export function newlySet(
  feed: readonly Frame[],
  level: 'surface' | 'underground' = 'surface',
): { frame: Frame; areas: string[] }[] {
  let window: string | null = null;
  let before = new Set<string>();
  return feed.flatMap((frame) => {
    if (frame.window !== window) before = new Set();
    window = frame.window;
    const areas = frame[level].filter((area) => !before.has(area));
    before = new Set(frame[level]);
    return areas.length > 0 ? [{ frame, areas }] : [];
  });
}
