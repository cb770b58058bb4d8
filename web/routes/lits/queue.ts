import type { OpenStep } from '#shared/domain/admission/state';
import { assertNever } from '#shared/kernel/assert-never';
import { urgencyOf, type Urgency, type UrgencyThresholds } from '#shared/domain/admission/urgency';
import type { BedId } from '#shared/kernel/ids';
import { elapsed, type Instant } from '#shared/kernel/instant';
import type { BedEntity, Destination, RequestEntity } from './entities.ts';

export type Hold = { readonly bed: BedId; readonly until: Instant; readonly renewals: number };

/** An open request as the ward reads it: its clock, and the place it has, here or elsewhere. */
export type Row = {
  readonly request: RequestEntity;
  readonly clock: Urgency;
  readonly hold: Hold | null;
  readonly elsewhere: Destination | null;
};

/** Open requests, least time left first; two that were asked together keep one order, by code. */
export function rowsOf(
  requests: readonly RequestEntity[],
  beds: readonly BedEntity[],
  now: Instant,
  thresholds: UrgencyThresholds,
): Row[] {
  return requests
    .filter(({ closedAt }) => closedAt === null)
    .sort((a, b) => a.requestedAt.localeCompare(b.requestedAt) || a.code.localeCompare(b.code))
    .map((request) => ({
      request,
      clock: urgencyOf(request.requestedAt, now, thresholds),
      hold: holdOf(request, beds),
      elsewhere: request.destinations.find(({ answer }) => answer === 'acceptee')?.destination ?? null,
    }));
}

function holdOf({ code }: RequestEntity, beds: readonly BedEntity[]): Hold | null {
  for (const { id, state } of beds) {
    if (state.kind === 'reserve' && state.code === code) {
      return { bed: id, until: state.until, renewals: state.renewals };
    }
  }
  return null;
}

/** Whether a request at this step is still to be answered for. */
export function isOpenStep(step: RequestEntity['step']): step is OpenStep['step'] {
  switch (step) {
    case 'demandee':
    case 'vue':
    case 'en-evaluation':
    case 'acceptee':
    case 'en-route':
      return true;
    case 'admise':
    case 'reorientee':
    case 'refusee':
    case 'retiree':
    case 'perdue-de-vue':
      return false;
    default:
      return assertNever(step);
  }
}

/** Whether this request may still be given a bed. */
export function waitsForBed({ hold, elsewhere }: Row): boolean {
  return hold === null && elsewhere === null;
}

/** Free beds in the order in which they are offered: the longest empty first, those added in a surge last. */
export function freeBeds(beds: readonly BedEntity[]): BedId[] {
  return beds
    .flatMap(({ id, surge, state }) =>
      state.kind === 'disponible' ? [{ id, surge, since: state.since }] : [],
    )
    .sort(
      (a, b) =>
        Number(a.surge) - Number(b.surge) || elapsed(b.since, a.since) || numberOf(a.id) - numberOf(b.id),
    )
    .map(({ id }) => id);
}

/** Beds in the order of their numbers. */
export function inOrder(beds: readonly BedEntity[]): BedEntity[] {
  return [...beds].sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

/** What is painted on the door: `lit-10` is 10. */
export function numberOf(bed: BedId): number {
  return Number(bed.slice('lit-'.length));
}

/** The held request to admit first: who is on the way, then who has least time left. */
export function nextToAdmit(rows: readonly Row[]): Row | undefined {
  const held = rows.filter(({ hold }) => hold !== null);
  return held.find(({ request }) => request.step === 'en-route') ?? held[0];
}

/** The bed whose cleaning has lasted longest. */
export function longestCleaning(beds: readonly BedEntity[]): BedEntity | undefined {
  return beds
    .filter(({ state }) => state.kind === 'menage')
    .sort((a, b) => a.state.since.localeCompare(b.state.since))[0];
}

/** How many beds are in each state; those added in a surge apart, as they are outside the sum of the installed. */
export function countsOf(beds: readonly BedEntity[]) {
  const count = (kind: BedEntity['state']['kind'], surge: boolean) =>
    beds.filter((bed) => bed.state.kind === kind && bed.surge === surge).length;
  return {
    disponible: count('disponible', false),
    reserve: count('reserve', false),
    occupe: count('occupe', false),
    menage: count('menage', false),
    ferme: count('ferme', false),
    surge: beds.filter(({ surge }) => surge).length,
    surgeFree: count('disponible', true),
  };
}
