import { z } from 'zod';
import { elapsed, SECOND, type Instant } from '#shared/kernel/instant';
import type { SharedPart } from './shared-memory.ts';

/** From here on the clock of a server is said to be off: a person notices it, no rule breaks of it. */
export const CLOCK_OFF_MS = 2 * SECOND;
/** From here on it dates nothing: a window would close, and the 24 hours of a request end, at an hour that is not theirs. */
export const CLOCK_WRONG_MS = 30 * SECOND;
/** An answer that took longer says too little: the other clock was read at any moment of it. */
const SLOWEST_ANSWER_MS = SECOND;
/** What is told to the others moves by steps, so that it is told when something changed. */
const STEP_MS = 100;

/** How the clock of this server stands; `unknown` before the storage has said its own. */
export type ClockState = 'unknown' | ClockVerdict;
export type ClockVerdict = 'right' | 'off' | 'wrong';

export type ClockWatchPorts = {
  /** Tells this life of this server from every other. */
  readonly self: string;
  /** The clock that is watched. */
  readonly now: () => Instant;
  /**
   * The time of the machine that carries the storage; null while it is away.
   * Every server asks the same one, so that two of them are compared without asking each other.
   */
  readonly storageTime: () => Promise<Instant | null>;
  /** A count of real milliseconds that no wrong clock moves. */
  readonly realMs: () => number;
  /** Milliseconds of the watched clock in a real one: more than 1 where a day is lived faster, whose bounds are as much wider. */
  readonly speed: number;
  /** How it stands has changed. `aheadMs`: of the others, less than 0 when it is behind. */
  readonly onChange: (verdict: ClockVerdict, aheadMs: number) => void;
};

const toldSchema = z.strictObject({ aheadMs: z.int() });

/**
 * Compares the clock of this server with those of the others and of the storage. What is right is the one in the middle of
 * all of them: a storage whose own clock is wrong stops no server that the others agree with, and of one server and the
 * storage it is the storage that is believed.
 */
export class ClockWatch {
  readonly #ports: ClockWatchPorts;
  /** How far ahead of the storage each server found itself, in milliseconds. */
  readonly #ahead = new Map<string, number>();
  #state: ClockState = 'unknown';

  constructor(ports: ClockWatchPorts) {
    this.#ports = ports;
  }

  get state(): ClockState {
    return this.#state;
  }

  /** How far ahead of what is right, in milliseconds; null before it is known. */
  get aheadMs(): number | null {
    const mine = this.#ahead.get(this.#ports.self);
    return mine === undefined ? null : mine - middleOf([0, ...this.#ahead.values()]);
  }

  /** Reads both clocks once. While the storage does not answer in time, what was found last stands. */
  async look(): Promise<void> {
    const { self, now, realMs, storageTime, speed } = this.#ports;
    const asked = realMs();
    const before = now();
    const there = await storageTime();
    const tookMs = realMs() - asked;
    if (there !== null && tookMs <= SLOWEST_ANSWER_MS) {
      // It was read somewhere between the question and the answer: in the middle, give or take half of that.
      const aheadMs = elapsed(there, before) + (speed * tookMs) / 2;
      this.#ahead.set(self, Math.round(aheadMs / STEP_MS) * STEP_MS);
    }
    this.#judge();
  }

  /** What this server found is told to the others, and theirs taken: the part of the memory that servers share. */
  get shared(): SharedPart {
    const { self } = this.#ports;
    return {
      tellsEnds: false,
      held: () => {
        const aheadMs = this.#ahead.get(self);
        return aheadMs === undefined ? [] : [{ name: self, value: { aheadMs } }];
      },
      take: (server, value) => {
        if (server !== self) this.#ahead.set(server, toldSchema.parse(value).aheadMs);
      },
    };
  }

  /** Its clock counts no more. */
  serverLeft(server: string): void {
    this.#ahead.delete(server);
  }

  #judge(): void {
    const { aheadMs } = this;
    if (aheadMs === null) return;
    const before = this.#state;
    const verdict = verdictOn(Math.abs(aheadMs) / this.#ports.speed);
    this.#state = verdict;
    const isAsExpected = before === 'unknown' && verdict === 'right';
    if (verdict !== before && !isAsExpected) this.#ports.onChange(verdict, aheadMs);
  }
}

function verdictOn(byMs: number): ClockVerdict {
  if (byMs >= CLOCK_WRONG_MS) return 'wrong';
  return byMs >= CLOCK_OFF_MS ? 'off' : 'right';
}

/** The median; between two, the one that is nearer to the storage's own 0. */
function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return Math.abs(low) <= Math.abs(high) ? low : high;
}
