import { elapsed, HOUR, type Instant } from '#shared/kernel/instant';
import type { BedId } from '#shared/kernel/ids';
import type { WardIntention } from '../../server/demo/law/intention.ts';

type BedState = 'disponible' | 'reserve' | 'occupe' | 'ferme';

/** A ward that follows the rules of DOMAIN 5, to check the law's intentions with. */
export class WardLedger {
  requests = 0;
  admitted = 0;
  admittedUnder24h = 0;
  assessed = 0;
  closures = 0;
  /** Where the people went who were not admitted here. */
  readonly arrivedElsewhere: string[] = [];
  /** Intentions that a real ward would refuse, in words. */
  readonly impossible: string[] = [];
  readonly unbalanced: string[] = [];
  readonly #requestedAt = new Map<number, Instant>();
  readonly #open = new Set<number>();
  readonly #asked = new Map<string, 'en-attente'>();
  readonly #elsewhere = new Map<number, string>();
  readonly #heldSince = new Map<number, { at: Instant; renewals: number }>();
  readonly #beds: Map<BedId, BedState>;

  constructor(beds: readonly BedId[]) {
    this.#beds = new Map(beds.map((bed) => [bed, 'disponible']));
  }

  add(intention: WardIntention): void {
    this.#apply(intention);
    const states = [...this.#beds.values()];
    const count = (state: BedState) => states.filter((each) => each === state).length;
    const sum = count('disponible') + count('reserve') + count('occupe') + count('ferme');
    if (sum !== this.#beds.size) this.unbalanced.push(intention.at);
  }

  #apply(intention: WardIntention): void {
    switch (intention.kind) {
      case 'ward-confirmed':
        return;
      case 'admission-requested':
        this.requests += 1;
        this.#requestedAt.set(intention.request, intention.at);
        this.#open.add(intention.request);
        return;
      case 'request-seen':
      case 'request-assessed':
      case 'departed-for-ward':
        this.#expect(this.#open.has(intention.request), intention);
        return;
      case 'bed-reserved':
        this.#expect(this.#open.has(intention.request), intention);
        this.#heldSince.set(intention.request, { at: intention.at, renewals: 0 });
        this.#move(intention, intention.bed, 'disponible', 'reserve');
        return;
      case 'reservation-renewed': {
        const hold = this.#heldSince.get(intention.request);
        this.#expect(hold !== undefined && isHeld(hold, intention.at), intention);
        if (hold) hold.renewals += 1;
        return;
      }
      case 'person-admitted': {
        const hold = this.#heldSince.get(intention.request);
        const requestedAt = this.#requestedAt.get(intention.request);
        this.#expect(hold !== undefined && isHeld(hold, intention.at), intention);
        this.#close(intention);
        this.#move(intention, intention.bed, 'reserve', 'occupe');
        this.admitted += 1;
        if (requestedAt && elapsed(requestedAt, intention.at) < 24 * HOUR) this.admittedUnder24h += 1;
        return;
      }
      case 'delay-explained':
        this.#expect(this.#open.has(intention.request), intention);
        return;
      case 'destination-asked':
        this.#expect(this.#open.has(intention.request), intention);
        this.#asked.set(`${intention.request} ${intention.destination}`, 'en-attente');
        return;
      case 'destination-declined':
      case 'destination-accepted': {
        const key = `${intention.request} ${intention.destination}`;
        this.#expect(this.#open.has(intention.request) && this.#asked.get(key) === 'en-attente', intention);
        this.#asked.delete(key);
        if (intention.kind === 'destination-accepted')
          this.#elsewhere.set(intention.request, intention.destination);
        return;
      }
      case 'arrival-confirmed': {
        const destination = this.#elsewhere.get(intention.request);
        this.#expect(destination !== undefined, intention);
        this.#close(intention);
        this.arrivedElsewhere.push(destination ?? '');
        return;
      }
      case 'assessment-ticked':
        this.#expect(this.#beds.get(intention.bed) === 'occupe', intention);
        this.assessed += 1;
        return;
      case 'bed-closed':
        this.#move(intention, intention.bed, 'disponible', 'ferme');
        this.closures += 1;
        return;
      case 'bed-reopened':
        this.#move(intention, intention.bed, 'ferme', 'disponible');
        return;
      case 'request-redirected':
      case 'request-refused':
      case 'request-withdrawn':
      case 'request-lost':
        this.#close(intention);
        return;
      case 'bed-discharged':
        this.#move(intention, intention.bed, 'occupe', 'ferme');
        return;
      case 'bed-cleaned':
        this.#move(intention, intention.bed, 'ferme', 'disponible');
        return;
    }
  }

  #close(intention: WardIntention & { request: number }): void {
    this.#expect(this.#open.delete(intention.request), intention);
  }

  #move(intention: WardIntention, bed: BedId, from: BedState, to: BedState): void {
    this.#expect(this.#beds.get(bed) === from, intention);
    this.#beds.set(bed, to);
  }

  #expect(isPossible: boolean, intention: WardIntention): void {
    if (!isPossible) this.impossible.push(`${intention.kind} ${intention.at}`);
  }
}

/** A hold lasts 2 h and each of its two renewals adds an hour (pack thresholds, DOMAIN 5). */
function isHeld(hold: { at: Instant; renewals: number }, at: Instant): boolean {
  return hold.renewals <= 2 && elapsed(hold.at, at) < (2 + hold.renewals) * HOUR;
}
