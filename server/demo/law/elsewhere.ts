import type { Destination, Redirection } from '#shared/domain/admission/commands';
import type { UnitId } from '#shared/kernel/ids';
import { instantAt } from '#shared/kernel/instant';
import { chance, oneOf } from './distributions.ts';
import type { Filer, RequestNumber, WardIntention } from './intention.ts';
import type { Random } from './random.ts';

/** [SIM] Most of those who are redirected find a place in an addictology unit. */
const TO_A_UNIT = 0.6;
/** [SIM] Where each thing falls between the assessment (0) and the arrival (1). */
const ASKED_AT = [0.08, 0.1, 0.14];
const DECLINED_AT = 0.4;
const ACCEPTED_AT = 0.6;
const SETS_OUT_AT = 0.7;

type Redirected = {
  readonly request: RequestNumber;
  readonly filer: Filer;
  readonly assessedAt: number;
  readonly arrivesAt: number;
  readonly to: Redirection;
};

/**
 * A request that ends outside the D2O beds: two units are asked, and perhaps another kind of place; the first unit
 * declines, another place accepts, and the person goes there.
 */
export function elsewhereOf(
  { request, filer, assessedAt, arrivesAt, to }: Redirected,
  units: readonly UnitId[],
  random: Random,
): WardIntention[] {
  const of = (share: number) => {
    return { at: instantAt(Math.floor(assessedAt + (arrivesAt - assessedAt) * share)), request };
  };
  const goesToUnit = to === 'unite-addictologie' || chance(random, TO_A_UNIT);
  const first = units.length > 0 ? oneOf(random, units) : undefined;
  const others = units.filter((unit) => unit !== first);
  const second = others.length > 0 ? oneOf(random, others) : first;
  const taken: Destination | undefined = goesToUnit ? second : to;
  if (taken === undefined) return [{ kind: 'request-redirected', ...of(1), to }];
  const asked = [...new Set([first, second, taken])].filter((each) => each !== undefined);
  return [
    ...asked.map((destination, index): WardIntention => ({
      kind: 'destination-asked',
      ...of(ASKED_AT[index] ?? 0),
      destination,
    })),
    ...(first !== undefined && first !== taken
      ? [{ kind: 'destination-declined', ...of(DECLINED_AT), destination: first, reason: 'complet' } as const]
      : []),
    { kind: 'destination-accepted', ...of(ACCEPTED_AT), destination: taken },
    { kind: 'departed-for-ward', ...of(SETS_OUT_AT), filer },
    { kind: 'arrival-confirmed', ...of(1) },
  ];
}
