import type { Regime } from '#shared/domain/rest-space/commands';
import { assertNever } from '#shared/kernel/assert-never';
import { instantAt, MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf, localMinutesOf, minutesOf, type LocalDate } from '#shared/kernel/local-time';
import type { RestSpaceService } from '#shared/kernel/rest-space-service';
import type { RestSpaceIntention } from './intention.ts';
import { activityOf } from './rest-space-activity.ts';
import { dayOfSpace, type Arrival, type Routine } from './rest-space-day.ts';
import { CONFIRM_AFTER_MIN, DECLARES_FULL_UP_TO, type Flow } from './rest-space-flow.ts';
import type { LawRestSpace, LawTerritory } from './territory.ts';

/** Days lived in silence before a span, so that it starts with people inside. */
const WARM_UP_DAYS = 3;

type Leaving = { readonly kind: 'leaving'; readonly ms: number; readonly arrival: Arrival };

/**
 * Everything that happens at one rest space from `from` on, in time order, without end. It starts by stating what is
 * true (open, regime, count), so that whoever listens needs no history.
 */
export function* restSpaceIntentions(
  seed: number,
  territory: LawTerritory,
  space: LawRestSpace,
  flow: Flow,
  options: { from: Instant; everyNightIsHard: boolean },
): Generator<RestSpaceIntention, never> {
  const { timezone } = territory.rhythm;
  const start = msOf(options.from);
  const door = new Door(seed, territory, space);
  let isStated = false;
  let date = dateAfter(localDateOf(timezone, options.from), -WARM_UP_DAYS);
  for (;;) {
    const day = dayOfSpace(seed, territory, space, flow, { ...options, date });
    for (let next = 0; next < day.length;) {
      const planned = day[next];
      const leaving = door.nextLeaving();
      let event: Arrival | Routine | Leaving | undefined = planned;
      if (leaving && (!planned || leaving.ms <= planned.ms)) event = door.takeLeaving();
      else next += 1;
      if (!event) break;
      if (!isStated && event.ms >= start) {
        isStated = true;
        yield* statement(territory, space, flow, door, options.from);
      }
      for (const intention of door.happen(event))
        if (isStated && intention.at >= options.from) yield intention;
    }
    date = dateAfter(date, 1);
  }
}

function* statement(
  territory: LawTerritory,
  space: LawRestSpace,
  flow: Flow,
  door: Door,
  at: Instant,
): Generator<RestSpaceIntention> {
  const { timezone } = territory.rhythm;
  const now = localMinutesOf(timezone, at);
  const isOpen =
    flow.hours.kind === 'continu' ||
    (now >= minutesOf(flow.hours.opens) && now < minutesOf(flow.hours.closes));
  if (!isOpen) return;
  yield { kind: 'space-opened', at, space: space.id, regime: door.regime };
  yield { kind: 'space-recounted', at, space: space.id, present: door.counted, reason: 'releve' };
  for (const service of door.services)
    yield { kind: 'service-switched', at, space: space.id, service, on: true };
}

/** The tablet at the door, and the people really inside. */
class Door {
  /** What the tablet shows. A forgotten tap parts it from `#inside` until the next recount. */
  counted = 0;
  regime: Regime = 'jour';
  readonly services = new Set<RestSpaceService>();
  #entered: { date: LocalDate | undefined; today: number; before: number } = {
    date: undefined,
    today: 0,
    before: 0,
  };
  #inside = 0;
  #isFull = false;
  #isOpen: boolean;
  #lastAt = 0;
  readonly #leavings: Leaving[] = [];
  readonly #seed: number;
  readonly #timezone: string;
  readonly #space: LawRestSpace;

  constructor(seed: number, territory: LawTerritory, space: LawRestSpace) {
    this.#seed = seed;
    this.#timezone = territory.rhythm.timezone;
    this.#space = space;
    this.#isOpen = true;
    const { jour, nuit } = territory.rhythm.regimes;
    this.regime = minutesOf(jour) < minutesOf(nuit) ? 'nuit' : 'jour';
  }

  nextLeaving(): Leaving | undefined {
    return this.#leavings.at(-1);
  }

  takeLeaving(): Leaving | undefined {
    return this.#leavings.pop();
  }

  *happen(event: Arrival | Routine | Leaving): Generator<RestSpaceIntention> {
    yield* this.#confirmBefore(event.ms);
    for (const intention of this.#consequences(event)) {
      this.#lastAt = event.ms;
      yield intention;
    }
  }

  *#consequences(event: Arrival | Routine | Leaving): Generator<RestSpaceIntention> {
    const of = { at: instantAt(event.ms), space: this.#space.id };
    switch (event.kind) {
      case 'arrival':
        if (this.counted >= this.#jauge()) {
          yield { kind: 'person-turned-away', ...of, orientedTo: event.orientedTo };
          if (this.#jauge() <= DECLARES_FULL_UP_TO && !this.#isFull) {
            this.#isFull = true;
            yield { kind: 'space-declared-full', ...of };
          }
          return;
        }
        this.#inside += 1;
        this.#expect({ kind: 'leaving', ms: event.leavesAt, arrival: event });
        if (!event.isEntryTapped) return;
        this.counted += 1;
        this.#countEntry(of.at);
        yield { kind: 'person-entered', ...of };
        return;
      case 'leaving':
        this.#inside -= 1;
        if (event.arrival.isExitTapped && this.counted > 0) {
          this.counted -= 1;
          yield { kind: 'person-left', ...of };
        }
        yield* this.#liftFull(of);
        return;
      case 'recount':
        this.counted = this.#inside;
        yield { kind: 'space-recounted', ...of, present: this.counted, reason: 'releve' };
        yield* this.#liftFull(of);
        return;
      case 'switch':
        if (this.regime === event.regime) return;
        this.regime = event.regime;
        yield { kind: 'regime-switched', ...of, regime: event.regime };
        yield* this.#liftFull(of);
        return;
      case 'open':
        this.#isOpen = true;
        this.regime = 'jour';
        this.counted = 0;
        yield { kind: 'space-opened', ...of, regime: 'jour' };
        yield { kind: 'space-recounted', ...of, present: 0, reason: 'releve' };
        return;
      case 'close':
        this.#isOpen = false;
        this.services.clear();
        yield { kind: 'space-closed', ...of, until: instantAt(event.until) };
        return;
      case 'service':
        if (!this.#isOpen || this.services.has(event.service) === event.on) return;
        if (event.on) this.services.add(event.service);
        else this.services.delete(event.service);
        yield { kind: 'service-switched', ...of, service: event.service, on: event.on };
        return;
      case 'sheet': {
        const { day } = event;
        const figures = activityOf(this.#seed, this.#space.id, day, this.#entriesOf(day, of.at));
        yield { kind: 'day-sheet-filed', ...of, day, figures };
        return;
      }
      default:
        assertNever(event);
    }
  }

  #countEntry(at: Instant): void {
    this.#turnTo(at);
    this.#entered.today += 1;
  }

  #entriesOf(day: LocalDate, now: Instant): number {
    this.#turnTo(now);
    return dateAfter(day, 1) === this.#entered.date ? this.#entered.before : 0;
  }

  /** A new day begins: what was counted is the day before's. */
  #turnTo(at: Instant): void {
    const date = localDateOf(this.#timezone, at);
    const { today, date: last } = this.#entered;
    if (date === last) return;
    const isNext = last !== undefined && dateAfter(last, 1) === date;
    this.#entered = { date, today: 0, before: isNext ? today : 0 };
  }

  #jauge(): number {
    return this.regime === 'jour' ? this.#space.jaugeJour.value : this.#space.jaugeNuit.value;
  }

  /** Staff reopen once a place is really free: two below the limit, so that the door does not flutter. */
  *#liftFull(of: { at: Instant; space: LawRestSpace['id'] }): Generator<RestSpaceIntention> {
    if (!this.#isFull || this.counted > this.#jauge() - 2) return;
    this.#isFull = false;
    yield { kind: 'space-full-lifted', ...of };
  }

  *#confirmBefore(ms: number): Generator<RestSpaceIntention> {
    const after = CONFIRM_AFTER_MIN * MINUTE;
    if (this.#lastAt === 0) this.#lastAt = ms;
    while (this.#isOpen && ms - this.#lastAt > after) {
      this.#lastAt += after;
      yield { kind: 'space-confirmed', at: instantAt(this.#lastAt), space: this.#space.id };
    }
  }

  /** Kept with the soonest last. */
  #expect(leaving: Leaving): void {
    let place = this.#leavings.length;
    while (place > 0 && (this.#leavings[place - 1]?.ms ?? 0) < leaving.ms) place -= 1;
    this.#leavings.splice(place, 0, leaving);
  }
}
