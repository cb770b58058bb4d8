import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId, TeamId, WindowId } from '../../kernel/ids.ts';
import { elapsed, type Instant } from '../../kernel/instant.ts';
import type { LocalDate } from '../../kernel/local-time.ts';
import type { MissionEvent } from '../mission/events.ts';
import { openMissions, type Missions } from '../mission/state.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { MaraudeCommand, TourFigures } from './commands.ts';
import type { MaraudeEvent } from './events.ts';
import { isNeverClosed, lastMaraude, openMaraude, REPORT_TAKEN_MS, type Maraudes } from './state.ts';

export type MaraudeContext = {
  /** The command's own id: it names the tour that it opens. */
  readonly id: CommandId;
  readonly now: Instant;
  /** The team that speaks, and who runs it, as the pack says. */
  readonly team: TeamId;
  readonly operator: string;
  /** The operational day and the half-day in which a moment falls; no half-day at night. */
  readonly halfDayOf: (at: Instant) => { readonly day: LocalDate; readonly window: WindowId | null };
};

type Known = { readonly maraudes: Maraudes; readonly missions: Missions };
type MaraudeFact = MaraudeEvent | MissionEvent;

/** What happens when a team begins or ends its tour, or files what it did. */
export function decideMaraude(
  command: MaraudeCommand,
  known: Known,
  context: MaraudeContext,
): Decision<MaraudeFact> {
  const { id: maraude, now: at, team } = context;
  const open = openMaraude(known.maraudes, team);
  switch (command.type) {
    case 'OpenMaraude':
      if (open) return refused('MaraudeAlreadyOpen');
      return facts({ type: 'MaraudeOpened', maraude, at, team, level: command.level });
    case 'CloseMaraude':
      return open ? facts(...closing(open[0], team, known.missions, at)) : refused('MaraudeNotOpen');
    case 'FileTourReport':
      return report(command.figures, known.maraudes, context);
    default:
      return assertNever(command);
  }
}

/** The clock's own act: a tour that nobody closed. Before its time it changes nothing. */
export function decideEndlessMaraude(maraude: CommandId, known: Known, now: Instant): Decision<MaraudeFact> {
  const tour = known.maraudes.get(maraude);
  if (!tour || !isNeverClosed(tour, now)) return facts();
  return facts(...closing(maraude, tour.team, known.missions, now));
}

/** A team that goes home has no mission left: what was not done is to be given again. */
function closing(maraude: CommandId, team: TeamId, missions: Missions, at: Instant): MaraudeFact[] {
  const withdrawn = openMissions(missions)
    .filter(([, mission]) => mission.team === team)
    .map(([mission]): MissionEvent => ({ type: 'MissionWithdrawn', mission, at }));
  return [{ type: 'MaraudeClosed', maraude, at }, ...withdrawn];
}

function report(
  figures: TourFigures,
  maraudes: Maraudes,
  { now: at, team, operator, halfDayOf }: MaraudeContext,
): Decision<MaraudeEvent> {
  const last = [...maraudes].filter(([, tour]) => tour.team === team && tour.closedAt !== null);
  const [maraude, tour] = lastMaraude(new Map(last), team) ?? [];
  if (!maraude || !tour?.closedAt || elapsed(tour.closedAt, at) > REPORT_TAKEN_MS)
    return refused('TourReportNotDue');
  if (tour.reported) return refused('TourReportAlreadyFiled');
  const { day, window } = halfDayOf(tour.openedAt);
  return facts<MaraudeEvent>(
    { type: 'MaraudeReported', maraude, at },
    { type: 'TourReportFiled', operator, day, window, level: tour.level, figures },
  );
}
