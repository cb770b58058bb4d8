import { assertNever } from '#shared/kernel/assert-never';
import { HOUR, MINUTE, type Instant } from '#shared/kernel/instant';
import { closuresIn, type StationClosure } from './closures.ts';
import type { FeedStation } from './identifiers.ts';

/** Why an attempt gave nothing: for the journal, without a word of what was sent or received. */
export type PollFailure = 'reseau' | 'delai' | 'refuse' | 'trop-gros' | 'forme';

export type Asked =
  { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly why: PollFailure };

export type PollerPorts = {
  readonly ask: () => Promise<Asked>;
  readonly stations: readonly FeedStation[];
  /** The product's time, by which a closure is current. */
  readonly now: () => Instant;
  /** Real time: how often a server of others is asked follows no settable clock. */
  readonly real: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  /** The whole list, when it has changed. */
  readonly tell: (closures: readonly StationClosure[]) => void;
  /** It answered in its form, whether anything had changed or not. */
  readonly onAnswer: () => void;
  readonly onFailure: (why: PollFailure) => void;
};

/** The operator counts a thousand questions a day: never more often than this. */
export const LEAST_EVERY_MS = 5 * MINUTE;
/** What was said this long ago and not said again is not known any more. */
export const KEPT_MS = HOUR;

/** Asks at once and then for ever; returns how to stop. One question at a time, whatever becomes of it. */
export function startPoller(ports: PollerPorts, everyMs: number): () => void {
  const pause = Math.max(LEAST_EVERY_MS, everyMs);
  let told = '[]';
  let heardAt = ports.real();
  let stopped = false;
  let callOff: (() => void) | undefined;

  function tell(closures: readonly StationClosure[]): void {
    const text = JSON.stringify(closures);
    if (text === told) return;
    told = text;
    ports.tell(closures);
  }

  function took(asked: Asked): void {
    const closures = asked.ok ? closuresIn(asked.answer, ports.stations, ports.now()) : null;
    if (closures) {
      heardAt = ports.real();
      ports.onAnswer();
      return tell(closures);
    }
    ports.onFailure(asked.ok ? 'forme' : asked.why);
    if (ports.real() - heardAt > KEPT_MS) tell([]);
  }

  async function turn(): Promise<void> {
    const asked = await ports.ask().catch((): Asked => ({ ok: false, why: 'reseau' }));
    if (stopped) return;
    took(asked);
    callOff = ports.after(pause, () => void turn());
  }

  void turn();
  return () => {
    stopped = true;
    callOff?.();
  };
}

/** What the journal says of a failure. */
export function failureWords(why: PollFailure): string {
  switch (why) {
    case 'reseau':
      return 'transport feed: no answer';
    case 'delai':
      return 'transport feed: no answer in time';
    case 'refuse':
      return 'transport feed: refused';
    case 'trop-gros':
      return 'transport feed: answer too large';
    case 'forme':
      return 'transport feed: answer not of the expected form';
    default:
      return assertNever(why);
  }
}
