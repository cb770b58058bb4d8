import { assertNever } from '#shared/kernel/assert-never';
import { delayReasonSchema, type DelayReason } from '#shared/domain/admission/commands';
import type { UnitId } from '#shared/kernel/ids';
import { HOUR, instantAt, MINUTE } from '#shared/kernel/instant';
import { redirectionOf, type Course } from './admission-course.ts';
import type { BedPlan } from './bed-plan.ts';
import { oneOf } from './distributions.ts';
import { elsewhereOf } from './elsewhere.ts';
import type { RequestNumber, WardIntention } from './intention.ts';
import type { Random } from './random.ts';

/** A hold of 2 h is renewed before it ends, twice at most (DOMAIN 5); the law never holds a bed longer than 200 min. */
const RENEWED_AFTER_MIN = [100, 155];
/** The person sets out when this share of the hold is past. */
const SETS_OUT_AT = 0.6;
/** [SIM] A request without a bed after this long is explained once. */
const EXPLAINED_AFTER_MS = 12 * HOUR;

/** The steps of one request, from its filing to its end. Takes a bed from the plan when the person is admitted. */
export function stepsOf(
  course: Course,
  request: RequestNumber,
  { beds, units }: { readonly beds: BedPlan; readonly units: readonly UnitId[] },
  random: Random,
  isTold: boolean,
): WardIntention[] {
  const { filer, outcome } = course;
  const of = (ms: number) => ({ at: instantAt(Math.floor(ms)), request });
  const filed: WardIntention[] = [
    {
      kind: 'admission-requested',
      ...of(course.requestedAt),
      origin: course.origin,
      needs: course.needs,
      filer,
    },
    { kind: 'request-seen', ...of(course.seenAt) },
    { kind: 'request-assessed', ...of(course.assessedAt) },
  ];
  switch (outcome.kind) {
    case 'redirected':
      return [
        ...filed,
        ...elsewhereOf(
          { request, filer, assessedAt: course.assessedAt, arrivesAt: outcome.at, to: outcome.to },
          units,
          random,
        ),
      ];
    case 'refused':
      return [...filed, { kind: 'request-refused', ...of(outcome.at), reason: outcome.reason }];
    case 'withdrawn':
      return [...filed, { kind: 'request-withdrawn', ...of(outcome.at), filer }];
    case 'lost':
      return [...filed, { kind: 'request-lost', ...of(outcome.at) }];
    case 'admitted': {
      const hold = outcome.admittedAt - outcome.reservedAt;
      const found = beds.bedFor(course.requestedAt, outcome.reservedAt);
      if (!found) {
        const at = course.assessedAt + 3 * 60 * MINUTE;
        return [...filed, { kind: 'request-redirected', ...of(at), to: redirectionOf(random) }];
      }
      const { bed, reservedAt } = found;
      const admittedAt = reservedAt + hold;
      beds.add({
        bed,
        request,
        isTold,
        isLong: outcome.stay.kind === 'long',
        admittedAt,
        leavesAt: Math.floor(admittedAt + outcome.stay.length),
        cleaning: outcome.cleaning,
      });
      const renewals = RENEWED_AFTER_MIN.map((minutes) => minutes * MINUTE).filter((after) => after < hold);
      return [
        ...filed,
        ...delayOf(course.requestedAt, reservedAt, random).map(({ ms, reason }): WardIntention => ({
          kind: 'delay-explained',
          ...of(ms),
          reason,
        })),
        { kind: 'bed-reserved', ...of(reservedAt), bed },
        ...renewals.map((after): WardIntention => ({
          kind: 'reservation-renewed',
          ...of(reservedAt + after),
        })),
        { kind: 'departed-for-ward', ...of(reservedAt + hold * SETS_OUT_AT), filer },
        { kind: 'person-admitted', ...of(admittedAt), bed },
      ];
    }
    default:
      return assertNever(outcome);
  }
}

function delayOf(
  requestedAt: number,
  reservedAt: number,
  random: Random,
): { ms: number; reason: DelayReason }[] {
  const ms = requestedAt + EXPLAINED_AFTER_MS;
  return ms < reservedAt ? [{ ms, reason: oneOf(random, delayReasonSchema.options) }] : [];
}
