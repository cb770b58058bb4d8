import type { ExitMinutes } from '#shared/domain/safety/commands';
import type { RefusalKind } from '#shared/domain/refusal';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { teamIdSchema, type TeamId } from '#shared/kernel/ids';
import { safetyEntitySchema, type SafetyEntity } from '#shared/view/dispatch';

/** What `+20 min` adds to the announced exit (UX 4.6). */
const LONGER_MS = 20 * MINUTE;

/**
 * When each team on a tour was last heard of, and when it said that it would come up. Memory, and no place: it outlives
 * the presence, so that a silent team never disappears (UX 3.4), and ends with the tour.
 */
export class SafetyTimers {
  readonly #timers = new Map<TeamId, SafetyEntity>();
  /** Teams that said something themselves: of the others the timer is made of the tour's opening alone. */
  readonly #said = new Set<TeamId>();
  /** What other servers were told, of teams whose tour may not be known here yet. */
  readonly #elsewhere = new Map<TeamId, SafetyEntity>();
  #startedAt: Instant | undefined;

  /**
   * One timer for each team that is out, and since when, and no other. Opening the tour is its first sign; of a tour that
   * was open before this server was, silence is counted from its start.
   */
  follow(out: ReadonlyMap<TeamId, Instant>, now: Instant): void {
    this.#startedAt ??= now;
    for (const team of this.#timers.keys()) {
      if (out.has(team)) continue;
      this.#timers.delete(team);
      this.#said.delete(team);
    }
    for (const [team, openedAt] of out) {
      const lastSignAt = openedAt > this.#startedAt ? openedAt : this.#startedAt;
      if (this.#timers.has(team)) continue;
      const elsewhere = this.#elsewhere.get(team);
      // What was said on an earlier tour is over with it.
      const isOfThisTour = elsewhere !== undefined && elsewhere.lastSignAt >= openedAt;
      if (isOfThisTour) this.#said.add(team);
      this.#timers.set(team, isOfThisTour ? elsewhere : { team, lastSignAt, exitAt: null });
    }
  }

  /** The team said something at that moment, whatever it was; a sign that comes late makes no later one forgotten. */
  sign(team: TeamId, at: Instant): void {
    const timer = this.#timers.get(team);
    if (timer) this.#say({ ...timer, lastSignAt: this.#lastSign(team, at) });
  }

  /** `at`: when it was said; the exit is counted from then. */
  goUnderground(team: TeamId, exitIn: ExitMinutes, at: Instant): void {
    const exitAt = plus(at, Number(exitIn) * MINUTE);
    this.#say({ team, lastSignAt: this.#lastSign(team, at), exitAt });
  }

  /** From the announced exit, or from when it was said if that was over already. */
  stayLonger(team: TeamId, at: Instant): RefusalKind | null {
    const exitAt = this.#timers.get(team)?.exitAt ?? null;
    if (exitAt === null) return 'NotUndergroundNow';
    const longer = plus(exitAt > at ? exitAt : at, LONGER_MS);
    this.#say({ team, lastSignAt: this.#lastSign(team, at), exitAt: longer });
    return null;
  }

  /** Said twice, it is a sign and nothing more. */
  comeUp(team: TeamId, at: Instant): void {
    this.#say({ team, lastSignAt: this.#lastSign(team, at), exitAt: null });
  }

  of(team: TeamId): SafetyEntity | null {
    return this.#timers.get(team) ?? null;
  }

  current(): SafetyEntity[] {
    return [...this.#timers.values()].sort((a, b) => (a.team < b.team ? -1 : 1));
  }

  /** A timer ends with the tour, which every server reads in the log. */
  readonly tellsEnds = false;

  *held(): Iterable<{ name: string; value: SafetyEntity; derived: boolean }> {
    for (const [team, value] of this.#timers) yield { name: team, value, derived: !this.#said.has(team) };
  }

  /**
   * Takes a timer of another server. One that nobody said is made of when that server began: of two such, silence is
   * counted from the earlier.
   */
  take(name: string, value: unknown, derived: boolean): void {
    const timer = safetyEntitySchema.parse(value);
    const team = teamIdSchema.parse(name);
    const known = this.#timers.get(team);
    if (derived && (this.#said.has(team) || (known && known.lastSignAt <= timer.lastSignAt))) return;
    this.#elsewhere.set(team, timer);
    if (!known) return;
    if (!derived) this.#said.add(team);
    this.#timers.set(team, timer);
  }

  #say(timer: SafetyEntity): void {
    this.#said.add(timer.team);
    this.#timers.set(timer.team, timer);
  }

  #lastSign(team: TeamId, at: Instant): Instant {
    const known = this.#timers.get(team)?.lastSignAt;
    return known !== undefined && known > at ? known : at;
  }
}
