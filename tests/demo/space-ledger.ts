import { localDateOf, localMinutesOf } from '#shared/kernel/local-time';
import type { Instant } from '#shared/kernel/instant';
import { HOUR, instantAt, msOf } from '#shared/kernel/instant';
import type { RestSpaceIntention } from '../../server/demo/law/intention.ts';
import type { LawRestSpace } from '../../server/demo/law/territory.ts';

/** What a tablet and its count look like from outside: a plain model to check one space's intentions with. */
export class SpaceLedger {
  entered = 0;
  turnedAway = 0;
  present = 0;
  least = 0;
  entriesAboveTheJauge = 0;
  turnedAwayWithRoom = 0;
  outsideOpening = 0;
  /** Visits written on the sheet of each day. */
  readonly sheets = new Map<string, number>();
  readonly entriesByDate = new Map<string, number>();
  readonly #byHour: number[][] = Array.from({ length: 24 }, () => []);
  #isOpen = false;
  #jauge = 0;
  #nextHour: number;
  readonly #space: LawRestSpace;
  readonly #timezone: string;

  constructor(space: LawRestSpace, timezone: string, from: Instant) {
    this.#space = space;
    this.#timezone = timezone;
    this.#nextHour = msOf(from);
  }

  add(intention: RestSpaceIntention): void {
    this.#sampleUntil(msOf(intention.at));
    if (!this.#isOpen && intention.kind !== 'space-opened') this.outsideOpening += 1;
    switch (intention.kind) {
      case 'space-opened':
        this.#isOpen = true;
        this.#jauge = this.#jaugeOf(intention.regime);
        return;
      case 'space-closed':
        this.#isOpen = false;
        return;
      case 'regime-switched':
        this.#jauge = this.#jaugeOf(intention.regime);
        return;
      case 'person-entered': {
        const date = localDateOf(this.#timezone, intention.at);
        this.entered += 1;
        this.entriesByDate.set(date, (this.entriesByDate.get(date) ?? 0) + 1);
        if (this.present >= this.#jauge) this.entriesAboveTheJauge += 1;
        this.present += 1;
        return;
      }
      case 'person-left':
        this.present -= 1;
        this.least = Math.min(this.least, this.present);
        return;
      case 'person-turned-away':
        this.turnedAway += 1;
        if (this.present < this.#jauge) this.turnedAwayWithRoom += 1;
        return;
      case 'space-recounted':
        this.present = intention.present;
        return;
      case 'space-confirmed':
      case 'space-declared-full':
      case 'space-full-lifted':
      case 'service-switched':
        return;
      case 'day-sheet-filed':
        this.sheets.set(intention.day, intention.figures.visits);
        return;
    }
  }

  /** Median of people inside on each wall-clock hour. */
  medianByHour(): number[] {
    return this.#byHour.map((counts) => counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0);
  }

  #jaugeOf(regime: 'jour' | 'nuit'): number {
    return regime === 'jour' ? this.#space.jaugeJour.value : this.#space.jaugeNuit.value;
  }

  #sampleUntil(ms: number): void {
    for (; this.#nextHour <= ms; this.#nextHour += HOUR) {
      const hour = Math.floor(localMinutesOf(this.#timezone, instantAt(this.#nextHour)) / 60);
      this.#byHour[hour]?.push(this.present);
    }
  }
}
