import type { ExitMinutes } from '#shared/domain/safety/commands';
import type { RefusalKind } from '#shared/domain/refusal';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { TeamId } from '#shared/kernel/ids';
import type { SafetyEntity } from '#shared/view/dispatch';

/** What `+20 min` adds to the announced exit (UX 4.6). */
const LONGER_MS = 20 * MINUTE;

/**
 * When each team on a tour was last heard of, and when it said that it would come up. Memory, and no place: it outlives
 * the presence, so that a silent team never disappears (UX 3.4), and ends with the tour.
 */
export class SafetyTimers {
  readonly #timers = new Map<TeamId, SafetyEntity>();
  #startedAt: Instant | undefined;

  /**
   * One timer for each team that is out, and since when, and no other. Opening the tour is its first sign; of a tour that
   * was open before this server was, silence is counted from its start.
   */
  follow(out: ReadonlyMap<TeamId, Instant>, now: Instant): void {
    this.#startedAt ??= now;
    for (const team of this.#timers.keys()) if (!out.has(team)) this.#timers.delete(team);
    for (const [team, openedAt] of out) {
      const lastSignAt = openedAt > this.#startedAt ? openedAt : this.#startedAt;
      if (!this.#timers.has(team)) this.#timers.set(team, { team, lastSignAt, exitAt: null });
    }
  }

  /** The team was heard of, whatever it said. */
  sign(team: TeamId, now: Instant): void {
    const timer = this.#timers.get(team);
    if (timer) this.#timers.set(team, { ...timer, lastSignAt: now });
  }

  goUnderground(team: TeamId, exitIn: ExitMinutes, now: Instant): void {
    this.#timers.set(team, { team, lastSignAt: now, exitAt: plus(now, Number(exitIn) * MINUTE) });
  }

  /** From the announced exit, or from now when it is over already. */
  stayLonger(team: TeamId, now: Instant): RefusalKind | null {
    const exitAt = this.#timers.get(team)?.exitAt ?? null;
    if (exitAt === null) return 'NotUndergroundNow';
    this.#timers.set(team, { team, lastSignAt: now, exitAt: plus(exitAt > now ? exitAt : now, LONGER_MS) });
    return null;
  }

  /** Said twice, it is a sign and nothing more. */
  comeUp(team: TeamId, now: Instant): void {
    this.#timers.set(team, { team, lastSignAt: now, exitAt: null });
  }

  of(team: TeamId): SafetyEntity | null {
    return this.#timers.get(team) ?? null;
  }

  current(): SafetyEntity[] {
    return [...this.#timers.values()].sort((a, b) => (a.team < b.team ? -1 : 1));
  }
}
