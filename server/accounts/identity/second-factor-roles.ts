import type { Grant } from '#shared/access/grant';
import { PERMISSIONS } from '#shared/access/permissions';

/** Whether one of these rights asks for a second factor; then the whole account does. */
export function needsSecondFactor(grants: readonly Grant[]): boolean {
  return grants.some(({ role }) => PERMISSIONS[role].secondFactor);
}
