import type { TeamId, WindowId } from '#shared/kernel/ids';
import { minutesOf, type LocalDate } from '#shared/kernel/local-time';
import { dayNumberOf } from './calendar.ts';
import { uniform } from './distributions.ts';
import { randomOf, type Random } from './random.ts';
import type { LawTerritory } from './territory.ts';

/** The outing of one team in one window. Hours are minutes after local midnight. */
export type Tour = {
  readonly team: TeamId;
  readonly window: WindowId;
  readonly level: 'surface' | 'souterrain';
  /** Rank among the tours of the same level in this window, and how many they are: the duty is shared by rank. */
  readonly rank: number;
  readonly among: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly random: Random;
};

/** [SIM] DOMAIN 12: hours of the tours, in the order of the windows; an underground one may run an hour later. */
const HOURS: readonly { from: string; to: string; undergroundTo: string }[] = [
  { from: '10:00', to: '13:00', undergroundTo: '14:00' },
  { from: '17:00', to: '20:30', undergroundTo: '21:30' },
];
const JITTER_MIN = 20;
/** [SIM] DOMAIN 12: 2 of 6 teams are underground in each window. */
const UNDERGROUND_SHARE = 1 / 3;

/** The twelve tours of a day (six teams, two windows). The underground duty turns among the teams allowed there. */
export function toursOf(seed: number, territory: LawTerritory, date: LocalDate): Tour[] {
  return territory.rhythm.windows.flatMap((window, index) => {
    const hours = HOURS[index] ?? { from: window.from, to: window.to, undergroundTo: window.to };
    const below = undergroundTeams(territory, dayNumberOf(date) * territory.rhythm.windows.length + index);
    const above = territory.teams.map(({ id }) => id).filter((id) => !below.includes(id));
    const tour =
      (level: Tour['level'], to: string) => (team: TeamId, rank: number, teams: readonly TeamId[]) => {
        const random = randomOf(seed, 'tour', team, window.id, date);
        return {
          team,
          window: window.id,
          level,
          rank,
          among: teams.length,
          startsAt: minutesOf(hours.from) + uniform(random, -JITTER_MIN, JITTER_MIN),
          endsAt: minutesOf(to) - (level === 'surface' ? uniform(random, -JITTER_MIN, JITTER_MIN) : 0),
          random,
        };
      };
    return [...above.map(tour('surface', hours.to)), ...below.map(tour('souterrain', hours.undergroundTo))];
  });
}

function undergroundTeams(territory: LawTerritory, turn: number): TeamId[] {
  const allowed = territory.teams.filter(({ undergroundAllowed }) => undergroundAllowed).map(({ id }) => id);
  const count = Math.min(allowed.length, Math.round(territory.teams.length * UNDERGROUND_SHARE));
  return Array.from({ length: count }, (_, i) => allowed[(turn * count + i) % allowed.length]).filter(
    (team) => team !== undefined,
  );
}

/** The share of the tour of this rank: consecutive areas, the first of them turning from window to window. */
export function shareOf<Area>(areas: readonly Area[], tour: Tour, turn: number): Area[] {
  const from = Math.round((areas.length * tour.rank) / tour.among);
  const to = Math.round((areas.length * (tour.rank + 1)) / tour.among);
  return Array.from({ length: to - from }, (_, i) => areas[(turn + from + i) % areas.length]).filter(
    (area) => area !== undefined,
  );
}
