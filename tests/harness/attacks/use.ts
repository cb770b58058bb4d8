import { SLOT_MS } from '#shared/kernel/slot';
import { areaOf, feedOf } from '../feed.ts';
import type { Tally } from '../stats.ts';
import type { Study } from '../study.ts';

/** What the mechanism costs to those who work with it, and T10. Shares by night. */
export type Used = {
  /** Sector-ticks of the wall shown as a gap, over the whole half-day. */
  readonly gaps: Tally;
  /** Cells shown visited where nobody had been. */
  readonly falseCovered: number;
  /** Cells shown as a gap though a team had left them in a half-hour already described, of all cells shown. */
  readonly falseGaps: Tally;
  /** T10: wall cells of a half-day that one team alone fed. */
  readonly oneTeam: Tally;
};

export function useOf(study: Study): Used {
  const { places } = study.ground;
  const sectorOf = areaOf('sectors', places);
  const metroOf = (station: string) => {
    const group = places.groupOf(station as never);
    return group && places.metroSectorOf(group);
  };
  let falseCovered = 0;
  const gaps: { num: number; den: number }[] = [];
  const falseGaps: { num: number; den: number }[] = [];
  const oneTeam: { num: number; den: number }[] = [];
  for (const { night, releases } of study.recorded) {
    const left = night.visits.map(({ team, place, window, leavesAt }) => ({
      team,
      window,
      slot: Math.floor(leavesAt / SLOT_MS) * SLOT_MS,
      area: place.kind === 'zone' ? sectorOf(place.id) : metroOf(place.id),
    }));
    const gap = { num: 0, den: 0 };
    const missed = { num: 0, den: 0 };
    for (const frame of feedOf('wall', releases)) {
      if (frame.window === null) continue;
      const window = frame.window.slice(11);
      const visited = new Set(
        left.filter((visit) => visit.window === window && visit.slot <= frame.slot).map(({ area }) => area),
      );
      const shown = [...frame.surface, ...frame.underground];
      falseCovered += shown.filter((area) => !visited.has(area as never)).length;
      gap.den += places.sectors.length;
      gap.num += places.sectors.length - frame.surface.length;
      missed.den += places.sectors.length + places.metroSectors.length;
      missed.num += [...visited].filter((area) => area !== undefined && !shown.includes(area)).length;
    }
    gaps.push(gap);
    falseGaps.push(missed);
    const teams = Map.groupBy(
      night.visits.filter(({ spot }) => spot !== null),
      ({ place, window }) => `${sectorOf(place.id)} ${window}`,
    );
    const alone = [...teams.values()].filter((visits) => new Set(visits.map(({ team }) => team)).size === 1);
    oneTeam.push({ num: alone.length, den: teams.size });
  }
  return { gaps, falseCovered, falseGaps, oneTeam };
}
