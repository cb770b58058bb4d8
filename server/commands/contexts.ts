import type { D2oContext } from '#shared/domain/d2o/context';
import type { PassContext } from '#shared/domain/pass/decide';
import type { AdmissionCode, CommandId, FilingPost } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { World } from './world.ts';

/** What a decision on passes needs besides the state: the policy's clock and the pack's places. */
export function passContext({ places, policy }: World, id: CommandId, now: Instant): PassContext {
  return {
    id,
    now,
    places,
    sealAfterMin: policy.clock.seal_after_min,
    acceptPreviousSlots: policy.capture.accept_previous_slots,
  };
}

/** What a decision on the ward needs besides the state. `freshCode` names a new request, if the command makes one. */
export function d2oContext(
  { territory }: World,
  now: Instant,
  freshCode: AdmissionCode,
  filedBy: FilingPost,
): D2oContext {
  const { holdMin, holdRenewalMin, holdRenewals } = territory.rhythm.thresholds;
  return { now, freshCode, filedBy, holdMin, holdRenewalMin, holdRenewals };
}
