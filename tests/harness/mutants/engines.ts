import { cellToParent } from 'h3-js';
import { instantAt, MINUTE } from '#shared/kernel/instant';
import { SLOT_MS, slotOf, type Slot } from '#shared/kernel/slot';
import type { SectorId, ZoneId } from '#shared/kernel/ids';
import type { CoverageReleased } from '#server/release/events';
import { releasesFrom, sealsOf } from '../chain.ts';
import type { Declared } from '../night.ts';
import type { Engine } from '../study.ts';

// Builds of the release that are broken on purpose. Each says what it sends; the gates must see it in the bytes.

type Of<A extends CoverageReleased['audience']> = Extract<CoverageReleased, { audience: A }>;
/** A release with something in it that no release has. */
const withMore = (release: CoverageReleased, more: object): CoverageReleased => ({ ...release, ...more });

/** M1: the mobile teams are told of each pass as it comes. */
export const pushOnEvent: Engine = (ground, declared, span) => {
  const pushed = declared.flatMap((pass, i): Of<'mobile'>[] => {
    const tick = instantAt(Math.floor(pass.at));
    const slot = slotOf(tick);
    const window = ground.windowOf(slot);
    const surface = inSameWindow(declared.slice(0, i + 1), pass).flatMap(({ command: { place } }) =>
      place.kind === 'zone' ? [place.id] : [],
    );
    return [{ type: 'CoverageReleased', audience: 'mobile', tick, slot, window, surface: sorted(surface) }];
  });
  const others = releasesFrom(ground, declared, span).filter(({ audience }) => audience !== 'mobile');
  return [...pushed, ...others].sort((a, b) => (a.tick < b.tick ? -1 : a.tick > b.tick ? 1 : 0));
};

/** M5: a cell published in error is taken back two hours later. */
export const correctsAfterSeal: Engine = (ground, declared, span) =>
  releasesFrom(ground, declared, span).map((release) =>
    release.audience === 'mobile' && new Date(release.slot).getUTCHours() % 2 === 0
      ? { ...release, surface: release.surface.slice(1) }
      : release,
  );

/** M6: sectors are not the pack's but parents of the cells. */
export const sectorsByParents: Engine = (ground, declared, span) => {
  const parents = new Map(
    ground.territory.surface.zones.map(({ id, cells }) => [id, cellToParent(cells[0] ?? '', 6) as SectorId]),
  );
  let mobile: readonly ZoneId[] = [];
  return releasesFrom(ground, declared, span).map((release) => {
    if (release.audience === 'mobile') mobile = release.surface;
    if (release.audience !== 'hospital') return release;
    return { ...release, surface: sorted(mobile.flatMap((zone) => parents.get(zone) ?? [])) };
  });
};

/** M8: the wall is computed from the passes themselves. */
export const wallFromPasses: Engine = (ground, declared, span) =>
  releasesFrom(ground, declared, span).map((release) => {
    if (release.audience !== 'wall') return release;
    const known = declared.filter(
      ({ at, command }) => at <= Date.parse(release.tick) && sameHalfDay(command.slot, release.slot),
    );
    return {
      ...release,
      surface: sorted(known.flatMap(({ command: { place } }) => sectorsOf(ground, place))),
    };
  });

/** M9: how many were met, in the hospital's feed. */
export const classForHospital: Engine = (ground, declared, span) =>
  releasesFrom(ground, declared, span).map((release) => {
    if (release.audience !== 'hospital') return release;
    const people = declared
      .filter(({ command }) => command.slot === release.slot)
      .map(({ command }) => `${command.people} ${command.needs.join()}`);
    return withMore(release, { people: people.sort() });
  });

/** M16: only the last half-hour, instead of the half-day so far. */
export const windowOfOneSlot: Engine = (ground, declared, span) => {
  const seals = sealsOf(ground, declared);
  const { places } = ground;
  const zonesOf = (slot: Slot) => seals.get(slot)?.zones ?? [];
  const sectors = (slot: Slot) => sorted(zonesOf(slot).flatMap((zone) => places.sectorOf(zone) ?? []));
  return releasesFrom(ground, declared, span).map((release) => {
    switch (release.audience) {
      case 'mobile':
        return { ...release, surface: sorted(zonesOf(release.slot)) };
      case 'hospital':
      case 'wall':
        return { ...release, surface: sectors(release.slot) };
      case 'ratp':
        return release;
    }
  });
};

/** M19: a pass that comes after the seal is added to the half-hour it belongs to. */
export const appliesLatePasses: Engine = (ground, declared, span) => {
  const { policy } = ground;
  const releases = releasesFrom(ground, declared, span);
  const late = declared.filter(
    ({ at, command }) => at >= Date.parse(command.slot) + SLOT_MS + policy.clock.seal_after_min * MINUTE,
  );
  return releases.map((release) => {
    const known = late.filter(
      ({ at, command }) => at <= Date.parse(release.tick) && sameHalfDay(command.slot, release.slot),
    );
    if (release.audience === 'mobile') {
      const zones = known.flatMap(({ command: { place } }) => (place.kind === 'zone' ? [place.id] : []));
      return { ...release, surface: sorted([...release.surface, ...zones]) };
    }
    if (release.audience === 'ratp') {
      const groups = known.flatMap(({ command: { place } }) =>
        place.kind === 'station' ? (ground.places.groupOf(place.id) ?? []) : [],
      );
      return { ...release, underground: sorted([...release.underground, ...groups]) };
    }
    return release;
  });
};

/** M21: what changed is numbered by its place in the log, which counts everybody's passes. */
export const revisionIsPosition: Engine = (ground, declared, span) =>
  releasesFrom(ground, declared, span).map((release) =>
    withMore(release, {
      revision: new Set(declared.filter(({ at }) => at <= Date.parse(release.tick)).map(({ id }) => id)).size,
    }),
  );

function sorted<Id extends string>(ids: readonly Id[]): Id[] {
  return [...new Set(ids)].sort();
}

function inSameWindow(declared: readonly Declared[], pass: Declared): Declared[] {
  return declared.filter(({ visit }) => visit.window === pass.visit.window);
}

/** Before or after two in the afternoon, Paris time: the half-days of the shipped pack, in winter. */
function sameHalfDay(one: Slot, other: Slot): boolean {
  const half = (slot: Slot) => (new Date(slot).getUTCHours() < 13 ? 0 : 1);
  return one.slice(0, 10) === other.slice(0, 10) && half(one) === half(other);
}

function sectorsOf(ground: Parameters<Engine>[0], place: Declared['command']['place']): SectorId[] {
  const sector = place.kind === 'zone' ? ground.places.sectorOf(place.id) : undefined;
  return sector === undefined ? [] : [sector];
}
