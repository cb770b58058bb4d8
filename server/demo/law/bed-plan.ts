import type { BedId } from '#shared/kernel/ids';
import { DAY, HOUR, instantAt, MINUTE } from '#shared/kernel/instant';
import type { WardDemand } from './admission-course.ts';
import type { RequestNumber, WardIntention } from './intention.ts';

/** [SIM] Room is made for a request by a discharge up to six days early, after five days at least. */
const EARLIEST_LEAVE_MS = 6 * DAY;
const SHORTEST_LONG_STAY_MS = 5 * DAY;
/** [SIM] A bed is ready this long before it is reserved. */
const READY_BEFORE_MS = 30 * MINUTE;
/** [SIM] A request that would wait longer than this for a bed is redirected. */
const LONGEST_WAIT_MS: Record<WardDemand, number> = { ordinaire: 40 * HOUR, forte: 60 * HOUR };

export type PlannedStay = {
  readonly bed: BedId;
  readonly request: RequestNumber;
  /** False for people who came before the span: they hold the bed in silence. */
  readonly isTold: boolean;
  readonly isLong: boolean;
  readonly admittedAt: number;
  leavesAt: number;
  readonly cleaning: number;
};

/** Who is, or will be, in which bed. All times are milliseconds since 1970. */
export class BedPlan {
  readonly #beds: readonly BedId[];
  readonly #demand: WardDemand;
  readonly #lastStays = new Map<BedId, PlannedStay>();
  readonly #closedUntil = new Map<BedId, number>();
  #present: PlannedStay[] = [];

  constructor(beds: readonly BedId[], demand: WardDemand) {
    this.#beds = beds;
    this.#demand = demand;
  }

  /**
   * A bed for a reservation wished at `wishedAt`, decided at `now`: free by then, or made free by a discharge brought
   * forward, or the first one to be ready. Nothing when that would be too late.
   */
  bedFor(now: number, wishedAt: number): { bed: BedId; reservedAt: number } | undefined {
    const byReadiness = [...this.#beds].sort((a, b) => this.#readyAt(a) - this.#readyAt(b));
    const [first] = byReadiness;
    if (first === undefined) return undefined;
    if (this.#readyAt(first) <= wishedAt) return { bed: first, reservedAt: wishedAt };
    // Under a strong demand nobody is left to leave early: people wait.
    const made = this.#demand === 'forte' ? undefined : this.#makeRoom(now, wishedAt);
    if (made) return { bed: made, reservedAt: wishedAt };
    const reservedAt = this.#readyAt(first);
    return reservedAt - now > LONGEST_WAIT_MS[this.#demand] ? undefined : { bed: first, reservedAt };
  }

  add(stay: PlannedStay): void {
    this.#lastStays.set(stay.bed, stay);
    this.#present.push(stay);
  }

  /** The people who have left before this moment, and the cleaning of their beds. Each is told once. */
  dischargesBefore(ms: number): WardIntention[] {
    const gone = this.#present.filter(({ leavesAt }) => leavesAt < ms);
    this.#present = this.#present.filter(({ leavesAt }) => leavesAt >= ms);
    return gone
      .filter(({ isTold }) => isTold)
      .flatMap(({ request, bed, leavesAt, cleaning }): WardIntention[] => [
        { kind: 'bed-discharged', at: instantAt(leavesAt), request, bed },
        { kind: 'bed-cleaned', at: instantAt(leavesAt + cleaning), request, bed },
      ]);
  }

  /** The people told of who are in a bed, or are to be. */
  get told(): readonly PlannedStay[] {
    return this.#present.filter(({ isTold }) => isTold);
  }

  /** Closes a bed that nobody is planned in from `from` on, the one that would be given last, when another is left. */
  closeSpare(from: number, until: number): BedId | undefined {
    const ready = this.#beds.filter((bed) => this.#readyAt(bed) <= from);
    const [spare] = ready.toSorted((a, b) => this.#readyAt(b) - this.#readyAt(a));
    if (spare === undefined || ready.length < 2) return undefined;
    this.#closedUntil.set(spare, until);
    return spare;
  }

  #readyAt(bed: BedId): number {
    const stay = this.#lastStays.get(bed);
    const reopened = this.#closedUntil.get(bed);
    return Math.max(
      stay ? stay.leavesAt + stay.cleaning + READY_BEFORE_MS : 0,
      reopened === undefined ? 0 : reopened + READY_BEFORE_MS,
    );
  }

  #makeRoom(now: number, wishedAt: number): BedId | undefined {
    const earlier = (stay: PlannedStay) => wishedAt - READY_BEFORE_MS - stay.cleaning;
    const candidates = [...this.#lastStays.values()].filter(
      (stay) =>
        stay.isLong &&
        earlier(stay) > now &&
        earlier(stay) >= stay.admittedAt + SHORTEST_LONG_STAY_MS &&
        stay.leavesAt - earlier(stay) <= EARLIEST_LEAVE_MS,
    );
    candidates.sort((a, b) => a.leavesAt - b.leavesAt);
    const [stay] = candidates;
    if (!stay) return undefined;
    stay.leavesAt = earlier(stay);
    return stay.bed;
  }
}
