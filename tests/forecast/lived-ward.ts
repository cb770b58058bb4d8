import { instantAt, HOUR, MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import type { AdmissionCode, BedId } from '#shared/kernel/ids';
import type { OpenStep } from '#shared/domain/admission/state';
import { initialD2o } from '#shared/domain/d2o/state';
import type { BedsNow, WaitingRequest } from '#shared/forecast/breach';
import { NO_WARD_WEEKS, wardWeeksAfter, type WardWeeks } from '#shared/forecast/ward-weeks';
import { SLOT_MS } from '#shared/kernel/slot';
import type { Territory } from '#shared/territory/schema';
import type { WardDemand } from '../../server/demo/law/admission-course.ts';
import type { RequestNumber, WardIntention } from '../../server/demo/law/intention.ts';
import { wardIntentions } from '../../server/demo/law/ward.ts';

type Live = Omit<WaitingRequest, 'rank'> & { readonly request: RequestNumber };

/** The ward at a half-hour: what a forecast may be made of. */
export type WardMoment = {
  readonly at: Instant;
  readonly beds: BedsNow;
  readonly weeks: WardWeeks;
  readonly waiting: readonly (WaitingRequest & { readonly request: RequestNumber })[];
};
/** How a request ended. A request still open has no end. */
export type End = { readonly at: Instant; readonly admitted: boolean };

/** A ward that the law's requests go through, looked at every half-hour. */
export class LivedWard {
  readonly moments: WardMoment[] = [];
  readonly ends = new Map<RequestNumber, End>();
  readonly #live = new Map<RequestNumber, Live>();
  readonly #beds: Map<BedId, 'free' | 'taken' | 'cleaning' | 'closed'>;
  readonly #timezone: string;
  readonly #holdMs: number;
  readonly #renewalMs: number;
  #weeks = NO_WARD_WEEKS;

  constructor(territory: Territory) {
    const { timezone, thresholds } = territory.rhythm;
    this.#timezone = timezone;
    this.#holdMs = thresholds.holdMin * MINUTE;
    this.#renewalMs = thresholds.holdRenewalMin * MINUTE;
    this.#beds = new Map(territory.services.ward.beds.value.map((bed) => [bed, 'free']));
  }

  /** Lives the law from `from`, and is looked at from `watchedFrom` to `to`. */
  live(
    territory: Territory,
    law: { seed: number; demand: WardDemand },
    span: { from: Instant; watchedFrom: Instant; to: Instant },
  ): this {
    let next = msOf(span.watchedFrom);
    for (const intention of wardIntentions(law.seed, territory, { from: span.from, demand: law.demand })) {
      for (; next < Math.min(msOf(intention.at), msOf(span.to)); next += SLOT_MS)
        this.#lookAt(instantAt(next));
      // Requests of the last day end after the span.
      if (msOf(intention.at) > msOf(span.to) + 72 * HOUR) return this;
      this.#apply(intention);
    }
    return this;
  }

  #lookAt(at: Instant): void {
    const count = (state: string) => [...this.#beds.values()].filter((each) => each === state).length;
    const queue = [...this.#live.values()]
      .filter(({ step }) => step !== 'acceptee' && step !== 'en-route')
      .sort((a, b) => (a.requestedAt < b.requestedAt ? -1 : 1));
    this.moments.push({
      at,
      beds: { available: count('free'), cleaning: count('cleaning') },
      weeks: this.#weeks,
      waiting: [...this.#live.values()].map((live) => ({ ...live, rank: queue.indexOf(live) + 1 })),
    });
  }

  #apply(intention: WardIntention): void {
    if (!('request' in intention)) {
      if (intention.kind === 'bed-closed') this.#beds.set(intention.bed, 'closed');
      if (intention.kind === 'bed-reopened') this.#beds.set(intention.bed, 'free');
      return;
    }
    const { at, request } = intention;
    switch (intention.kind) {
      case 'admission-requested':
        this.#live.set(request, { request, requestedAt: at, step: 'demandee', heldUntil: null });
        return;
      case 'request-seen':
        return this.#step(request, 'vue');
      case 'request-assessed':
        return this.#step(request, 'en-evaluation');
      case 'bed-reserved':
        this.#beds.set(intention.bed, 'taken');
        return this.#step(request, 'acceptee', instantAt(msOf(at) + this.#holdMs));
      case 'reservation-renewed': {
        const until = this.#live.get(request)?.heldUntil ?? at;
        return this.#step(request, 'acceptee', instantAt(msOf(until) + this.#renewalMs));
      }
      case 'departed-for-ward':
        return this.#step(request, 'en-route');
      case 'person-admitted': {
        const requestedAt = this.#live.get(request)?.requestedAt ?? at;
        const code = 'AAAAAA' as AdmissionCode;
        this.#weeks = wardWeeksAfter(
          this.#weeks,
          { type: 'PersonAdmitted', code, at, requestedAt },
          initialD2o,
          this.#timezone,
        );
        return this.#end(request, { at, admitted: true });
      }
      case 'destination-accepted':
        return this.#step(request, 'acceptee');
      case 'arrival-confirmed':
      case 'request-redirected':
      case 'request-refused':
      case 'request-withdrawn':
      case 'request-lost':
        return this.#end(request, { at, admitted: false });
      case 'bed-discharged':
        this.#beds.set(intention.bed, 'cleaning');
        this.#weeks = wardWeeksAfter(
          this.#weeks,
          { type: 'BedDischarged', bed: intention.bed, at },
          initialD2o,
          this.#timezone,
        );
        return;
      case 'delay-explained':
      case 'destination-asked':
      case 'destination-declined':
      case 'assessment-ticked':
        return;
      case 'bed-cleaned':
        this.#beds.set(intention.bed, 'free');
        return;
    }
  }

  #step(request: RequestNumber, step: OpenStep['step'], heldUntil?: Instant): void {
    const live = this.#live.get(request);
    if (live) this.#live.set(request, { ...live, step, heldUntil: heldUntil ?? live.heldUntil });
  }

  #end(request: RequestNumber, end: End): void {
    this.#live.delete(request);
    this.ends.set(request, end);
  }
}
