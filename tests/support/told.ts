import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotEnd, type Slot } from '#shared/kernel/slot';
import { policy } from './served-app.ts';

const { mobile, hospital, ratp, wall } = policy.policy.roles;

/** Minutes that each audience waits after the end of a half-hour, as the policy in force has them. */
export const DELAY_MIN = {
  mobile: mobile.surface.delay_min,
  hospital: hospital.surface.delay_min,
  ratp: ratp.underground.delay_min,
  wall: wall.surface.delay_min,
} as const;

/** When this audience is told of a half-hour. */
export function toldAt(audience: keyof typeof DELAY_MIN, slot: Slot): Instant {
  return plus(slotEnd(slot), DELAY_MIN[audience] * MINUTE);
}
