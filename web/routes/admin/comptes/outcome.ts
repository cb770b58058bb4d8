import type { AccountRefusal } from '#shared/access/accounts-desk';
import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';

/** What an act did, as its page tells it. Rights are the values of the form; of what was typed, the address alone comes back. */
export type Outcome =
  | { readonly kind: 'linked'; readonly login: string; readonly link: string }
  | { readonly kind: 'compared'; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly kind: 'changed'; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly kind: 'suspended' | 'reinstated' | 'factor-reset' | 'deleted' }
  | {
      readonly kind: 'refused';
      readonly act: 'invite' | 'grants' | 'other';
      readonly refusal: AccountRefusal;
      readonly login: string;
      readonly grants: readonly string[];
    };

/** What a refusal says, and what to do next. */
export function refusalWords(refusal: AccountRefusal): string {
  switch (refusal.kind) {
    case 'NotAllowed':
      return m.admin_refused_not_allowed();
    case 'AccountUnknown':
      return m.admin_refused_unknown();
    case 'LoginTaken':
      return m.admin_refused_login_taken();
    case 'LastAdministrator':
      return m.admin_refused_last_administrator();
    case 'ChangedMeanwhile':
      return m.admin_refused_changed();
    case 'Fault':
      return m.admin_refused_fault({ reference: refusal.reference });
    case 'Malformed':
      return {
        login: m.admin_refused_login,
        name: m.admin_refused_name,
        organisation: m.admin_refused_organisation,
        grants: m.admin_refused_grants,
      }[refusal.field]();
    default:
      return assertNever(refusal);
  }
}

/** The field that a refusal is about; null when it is about none. */
export function fieldOf(refusal: AccountRefusal): 'login' | 'name' | 'organisation' | 'grants' | null {
  if (refusal.kind === 'LoginTaken') return 'login';
  return refusal.kind === 'Malformed' ? refusal.field : null;
}
