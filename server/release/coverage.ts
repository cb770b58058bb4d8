import type { Policy } from '#shared/policy/schema';
import { DAY, instantAt, MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import type { StationId, ZoneId } from '#shared/kernel/ids';
import { slotAfter, slotEnd, slotOf, type Slot } from '#shared/kernel/slot';
import type { Places } from '#shared/territory/places';
import type { CoverageReleased, WindowRef } from './events.ts';

export type Sealed = { readonly zones: readonly ZoneId[]; readonly stations: readonly StationId[] };
export type WindowOf = (slot: Slot) => WindowRef | null;

type Of<A extends CoverageReleased['audience']> = Extract<CoverageReleased, { audience: A }>;

/** The last releases of each audience, newest last, and for each how its last half-days ended. */
export type CoverageState = {
  readonly mobile: readonly Of<'mobile'>[];
  readonly hospital: readonly Of<'hospital'>[];
  readonly ratp: readonly Of<'ratp'>[];
  readonly wall: readonly Of<'wall'>[];
  readonly ended: readonly CoverageReleased[];
  /** The first half-hour of each half-day that each audience was told of: a half-day is whole if that is its own first. */
  readonly begun: readonly {
    readonly audience: CoverageReleased['audience'];
    readonly window: WindowRef;
    readonly slot: Slot;
  }[];
};
export const NOTHING_RELEASED: CoverageState = {
  mobile: [],
  hospital: [],
  ratp: [],
  wall: [],
  ended: [],
  begun: [],
};

const KEPT = 8;
const latest = <T>(list: readonly T[], item: T): T[] => [...list, item].slice(-KEPT);

export function evolveCoverage(state: CoverageState, event: CoverageReleased): CoverageState {
  const ended = endedAfter(state.ended, event);
  const begun = begunAfter(state.begun, event);
  switch (event.audience) {
    case 'mobile':
      return { ...state, ended, begun, mobile: latest(state.mobile, event) };
    case 'hospital':
      return { ...state, ended, begun, hospital: latest(state.hospital, event) };
    case 'ratp':
      return { ...state, ended, begun, ratp: latest(state.ratp, event) };
    case 'wall':
      return { ...state, ended, begun, wall: latest(state.wall, event) };
  }
}

/** The newest release of a half-day is its end so far; the last one of all is how it ended. */
function endedAfter(
  ended: readonly CoverageReleased[],
  event: CoverageReleased,
): readonly CoverageReleased[] {
  if (event.window === null) return ended;
  const others = ended.filter(({ audience }) => audience !== event.audience);
  const own = ended.filter(
    ({ audience, window }) => audience === event.audience && !sameWindow(window, event.window),
  );
  return [...others, ...latest(own, event)];
}

function begunAfter(
  begun: CoverageState['begun'],
  { audience, window, slot }: CoverageReleased,
): CoverageState['begun'] {
  if (window === null) return begun;
  const known = begun.some((first) => first.audience === audience && sameWindow(first.window, window));
  return known ? begun : [...begun, { audience, window, slot }].slice(-4 * KEPT);
}

/** The half-hour whose end is `delayMin` before this tick. */
export function slotReleasedAt(tick: Instant, delayMin: number): Slot {
  return slotAfter(slotOf(instantAt(msOf(tick) - delayMin * MINUTE)), -1);
}

// Each weaker audience is computed from the stronger release and from nothing else (PRV-17): its function cannot
// reach a pass, a seal or a finer place, because it is not given one.

/** Zones passed at least once so far in the slot's half-day, for the hospital mobile teams. */
export function releaseMobile(
  tick: Instant,
  policy: Policy,
  windowOf: WindowOf,
  sealOf: (slot: Slot) => Sealed,
): Of<'mobile'> {
  const slot = slotReleasedAt(tick, policy.roles.mobile.surface.delay_min);
  const window = windowOf(slot);
  const surface = unionSoFar(slot, window, windowOf, (earlier) => sealOf(earlier).zones);
  return { type: 'CoverageReleased', audience: 'mobile', tick, slot, window, surface };
}

/** Sectors passed, from the zones released to the mobile teams for the same half-hour. */
export function releaseHospital(tick: Instant, mobile: Of<'mobile'>, places: Places): Of<'hospital'> {
  const { slot, window } = mobile;
  return {
    type: 'CoverageReleased',
    audience: 'hospital',
    tick,
    slot,
    window,
    surface: coarser(mobile.surface, places.sectorOf),
  };
}

/** Station groups passed, for the transport operator; nothing of the surface. */
export function releaseRatp(
  tick: Instant,
  policy: Policy,
  windowOf: WindowOf,
  sealOf: (slot: Slot) => Sealed,
  places: Places,
): Of<'ratp'> {
  const slot = slotReleasedAt(tick, policy.roles.ratp.underground.delay_min);
  const window = windowOf(slot);
  const underground = unionSoFar(slot, window, windowOf, (earlier) =>
    coarser(sealOf(earlier).stations, places.groupOf),
  );
  return { type: 'CoverageReleased', audience: 'ratp', tick, slot, window, underground };
}

/** The wall: the hospital's sectors and the operator's groups of the same half-hour, as sectors and metro sectors. */
export function releaseWall(
  tick: Instant,
  hospital: Of<'hospital'> | undefined,
  ratp: Of<'ratp'>,
  places: Places,
): Of<'wall'> {
  const { slot, window } = ratp;
  const surface = hospital && hospital.slot === slot ? [...hospital.surface] : [];
  return {
    type: 'CoverageReleased',
    audience: 'wall',
    tick,
    slot,
    window,
    surface,
    underground: coarser(ratp.underground, places.metroSectorOf),
  };
}

/**
 * Everything released at a tick, strongest first, each at its own delay: a weaker audience is given the stronger one's
 * release of the half-hour that is due to it, now or some ticks ago. `before`: what was released so far.
 */
export function releaseTick(
  tick: Instant,
  before: CoverageState,
  policy: Policy,
  windowOf: WindowOf,
  sealOf: (slot: Slot) => Sealed,
  places: Places,
): CoverageReleased[] {
  const { hospital, wall } = policy.roles;
  const mobile = releaseMobile(tick, policy, windowOf, sealOf);
  const ratp = releaseRatp(tick, policy, windowOf, sealOf, places);
  const released: CoverageReleased[] = [mobile];
  const forHospital = dueAt(tick, hospital.surface.delay_min, [...before.mobile, mobile]);
  const sectors = forHospital && releaseHospital(tick, forHospital, places);
  if (sectors) released.push(sectors);
  released.push(ratp);
  const forWall = dueAt(tick, wall.underground.delay_min, [...before.ratp, ratp]);
  const stronger = dueAt(
    tick,
    wall.surface.delay_min,
    sectors ? [...before.hospital, sectors] : before.hospital,
  );
  if (forWall) released.push(releaseWall(tick, stronger, forWall, places));
  return released;
}

/** The release of the half-hour that ended `delayMin` before this tick. */
function dueAt<Release extends { slot: Slot }>(
  tick: Instant,
  delayMin: number,
  releases: readonly Release[],
) {
  const slot = slotReleasedAt(tick, delayMin);
  return releases.find((release) => release.slot === slot);
}

/** Whether this release is the last of its half-day. */
export function endsWindow(release: { slot: Slot; window: WindowRef | null }, windowOf: WindowOf): boolean {
  return release.window !== null && !sameWindow(windowOf(slotAfter(release.slot, 1)), release.window);
}

export function sameWindow(a: WindowRef | null, b: WindowRef | null): boolean {
  return a !== null && b !== null && a.day === b.day && a.window === b.window;
}

/** Every slot of this half-day up to `slot`, newest first. */
export function slotsSoFar(slot: Slot, window: WindowRef, windowOf: WindowOf): Slot[] {
  const slots: Slot[] = [];
  const earliest = msOf(slotEnd(slot)) - DAY;
  for (
    let at = slot;
    sameWindow(windowOf(at), window) && msOf(slotEnd(at)) > earliest;
    at = slotAfter(at, -1)
  )
    slots.push(at);
  return slots;
}

function unionSoFar<Id extends string>(
  slot: Slot,
  window: WindowRef | null,
  windowOf: WindowOf,
  idsOf: (slot: Slot) => readonly Id[],
): Id[] {
  return window === null ? [] : sorted(slotsSoFar(slot, window, windowOf).flatMap(idsOf));
}

function sorted<Id extends string>(ids: readonly Id[]): Id[] {
  return [...new Set(ids)].sort();
}

/** The areas that hold these, by table. A place of a former pack has none: it is left out, a false gap costs a visit. */
function coarser<Fine extends string, Coarse extends string>(
  ids: readonly Fine[],
  areaOf: (id: Fine) => Coarse | undefined,
): Coarse[] {
  return sorted(ids.map(areaOf).filter((area) => area !== undefined));
}
