import type { Policy } from '#shared/policy/schema';

// Policies nobody should be able to apply.

/** M15: nothing waits for a seal. */
export function withoutDelay(policy: Policy): Policy {
  const { roles, clock } = policy;
  const early = <View extends object>(view: View) => ({ ...view, delay_min: 0 });
  const changed = {
    ...policy,
    clock: { ...clock, seal_after_min: 0 },
    roles: {
      ...roles,
      mobile: { ...roles.mobile, surface: early(roles.mobile.surface) },
      hospital: { ...roles.hospital, surface: early(roles.hospital.surface) },
    },
  };
  // The schema refuses it, and that is one of the gates: here it is made as nobody could write it.
  return changed as unknown as Policy;
}

/** M6: areas by another partition than the pack's. */
export function withPartition(policy: Policy, partition: string): object {
  const { hospital } = policy.roles;
  return {
    ...policy,
    roles: { ...policy.roles, hospital: { ...hospital, surface: { ...hospital.surface, partition } } },
  };
}

/** M26: the share of admissions, day by day. */
export function withShare(policy: Policy): object {
  const { wall } = policy.roles;
  return {
    ...policy,
    roles: { ...policy.roles, wall: { ...wall, queue: { ...wall.queue, share: 'daily' } } },
  };
}
