import type { PresenceStatus } from '#shared/domain/presence/commands';
import { instantAt, MINUTE, type Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf, type LocalDate } from '#shared/kernel/local-time';
import { slotOf } from '#shared/kernel/slot';
import { dayNumberOf, msAtLocal } from './calendar.ts';
import { pick, uniform } from './distributions.ts';
import { metOn, stopOf } from './encounters.ts';
import type { MaraudeIntention } from './intention.ts';
import { randomOf, type Random } from './random.ts';
import { toursOf, type Tour } from './roster.ts';
import type { Stop } from './stop.ts';
import { surfaceStops } from './surface-tour.ts';
import { tourFiguresOf } from './tour-figures.ts';
import type { LawTerritory } from './territory.ts';
import { undergroundStops } from './underground-tour.ts';

/** The exit that a team announces in each station: longer than it stays there. */
const EXIT_IN = '40';
/** [SIM] How long after the end of a tour its figures are in (DOMAIN 10: débrief). */
const REPORT_MIN = { from: 10, to: 30 };

/** Everything the teams do from `from` on, in time order, without end. A day depends on its date alone. */
export function* maraudeIntentions(
  seed: number,
  territory: LawTerritory,
  options: { from: Instant; closedLine: string | undefined },
): Generator<MaraudeIntention, never> {
  let date = localDateOf(territory.rhythm.timezone, options.from);
  for (;;) {
    const day = dayOfMaraudes(seed, territory, date, options.closedLine);
    for (const intention of day) if (intention.at >= options.from) yield intention;
    date = dateAfter(date, 1);
  }
}

/** Tours and their late passes end before midnight: no day spills on the next. */
function dayOfMaraudes(
  seed: number,
  territory: LawTerritory,
  date: LocalDate,
  closedLine: string | undefined,
): MaraudeIntention[] {
  const windows = territory.rhythm.windows;
  return toursOf(seed, territory, date)
    .flatMap((tour) => {
      const turn = dayNumberOf(date) * windows.length + windows.findIndex(({ id }) => id === tour.window);
      const stops =
        tour.level === 'surface'
          ? surfaceStops(territory, tour, turn)
          : undergroundStops(territory, tour, turn, closedLine);
      const figures = randomOf(seed, 'tour-report', tour.team, tour.window, date);
      return intentionsOf(territory, date, tour, stops, figures);
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function intentionsOf(
  territory: LawTerritory,
  date: LocalDate,
  tour: Tour,
  stops: readonly Stop[],
  figures: Random,
): MaraudeIntention[] {
  const { team, level, random } = tour;
  const at = (minutes: number) => {
    const whole = Math.floor(minutes);
    return instantAt(
      Math.floor(msAtLocal(territory.rhythm.timezone, date, whole) + (minutes - whole) * MINUTE),
    );
  };
  const intentions: MaraudeIntention[] = [{ kind: 'tour-started', at: at(tour.startsAt), team, level }];
  let endsAt = tour.startsAt;
  for (const { place, arrivesAt, leavesAt, syncsAfter } of stops) {
    const leftAt = at(leavesAt);
    intentions.push(
      place.kind === 'station'
        ? { kind: 'went-underground', at: at(arrivesAt), team, station: place.id, exitIn: EXIT_IN }
        : { kind: 'presence-declared', at: at(arrivesAt), team, place, status: statusOf(random) },
      {
        kind: 'pass-declared',
        at: at(leavesAt + syncsAfter),
        team,
        place,
        slot: slotOf(leftAt),
        leftAt,
        ...stopOf(random, level),
      },
    );
    endsAt = leavesAt;
  }
  const back = endsAt + uniform(random, 2, 6);
  if (level === 'souterrain') intentions.push({ kind: 'came-up', at: at(back - 1), team });
  intentions.push(
    { kind: 'tour-ended', at: at(back), team },
    {
      kind: 'tour-reported',
      at: at(back + uniform(figures, REPORT_MIN.from, REPORT_MIN.to)),
      team,
      figures: tourFiguresOf(figures, metOn(figures, level, stops.length)),
    },
  );
  return intentions;
}

/** [SIM] What a team says of itself on arriving. */
function statusOf(random: Random): PresenceStatus {
  return pick(random, [
    ['sur-place', 0.7],
    ['disponible', 0.22],
    ['pause', 0.08],
  ]);
}
