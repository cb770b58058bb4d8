import { m } from '#lib/paraglide/messages.js';
import { dayAndHour } from '../moment.ts';
import type { AccountLine } from '#shared/access/accounts-desk';

/** Where an account stands, with the end of its link while one waits. */
export function stateWords({ state, linkUntil }: AccountLine): string {
  switch (state) {
    case 'active':
      return linkUntil === null
        ? m.admin_state_active()
        : m.admin_state_active_link({ at: dayAndHour(linkUntil) });
    case 'suspended':
      return m.admin_state_suspended();
    case 'invited':
      return linkUntil === null
        ? m.admin_state_link_over()
        : m.admin_state_invited({ at: dayAndHour(linkUntil) });
  }
}

/** Whether a second factor stands before its door. */
export function factorWords({ secondFactor, isFederated }: AccountLine): string {
  switch (secondFactor) {
    case 'set':
      return m.admin_factor_set();
    case 'awaited':
      return isFederated ? m.admin_factor_elsewhere() : m.admin_factor_awaited();
    case 'not-asked':
      return m.admin_factor_not_asked();
  }
}
