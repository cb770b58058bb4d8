import type { CommandId, TeamId } from '../../kernel/ids.ts';
import { HOUR, plus, type Instant } from '../../kernel/instant.ts';
import { slotEnd, slotStart, type Slot } from '../../kernel/slot.ts';
import type { MaraudeLevel } from './commands.ts';

/** One outing of a team. */
export type Maraude = {
  readonly team: TeamId;
  readonly level: MaraudeLevel;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly reported: boolean;
};
export type Maraudes = ReadonlyMap<CommandId, Maraude>;

/** A tour that nobody closed is closed by the clock this long after it began: no shift lasts longer. */
export const LONGEST_MARAUDE_MS = 12 * HOUR;
/** Its report is taken this long after its end: after that nothing is kept of it but the figures (PRV-35, PRV-37). */
export const REPORT_TAKEN_MS = 20 * HOUR;

/** The tour that a team is on. */
export function openMaraude(maraudes: Maraudes, team: string): [CommandId, Maraude] | undefined {
  return [...maraudes].find(([, maraude]) => maraude.team === team && maraude.closedAt === null);
}

/** The tour of a team that began last, over or not. */
export function lastMaraude(maraudes: Maraudes, team: string): [CommandId, Maraude] | undefined {
  return [...maraudes]
    .filter(([, maraude]) => maraude.team === team)
    .sort(([, a], [, b]) => (a.openedAt < b.openedAt ? -1 : 1))
    .at(-1);
}

/** Whether a team was on a tour at some moment of this half-hour: outside one nothing is collected. */
export function wasOut(maraudes: Maraudes, team: string, slot: Slot): boolean {
  return [...maraudes.values()].some(
    ({ team: whose, openedAt, closedAt }) =>
      whose === team && openedAt < slotEnd(slot) && (closedAt === null || closedAt >= slotStart(slot)),
  );
}

export function isNeverClosed({ openedAt, closedAt }: Maraude, now: Instant): boolean {
  return closedAt === null && plus(openedAt, LONGEST_MARAUDE_MS) <= now;
}
