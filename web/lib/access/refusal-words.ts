import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';
import type { Refusal } from './typed.ts';

/** What a person is told of a refusal, with their next move. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'SignInRefused':
      return m.sign_refused();
    case 'CodeRefused':
      return m.sign_code_refused();
    case 'SignInOver':
      return m.sign_over();
    case 'InvitationOver':
      return m.sign_invitation_over();
    case 'NoAccounts':
      return m.sign_demo();
    case 'CurrentPasswordRefused':
      return m.own_password_wrong();
    case 'PasswordTooShort':
      return m.sign_too_short({ count: refusal.atLeast });
    case 'PasswordTooLong':
      return m.sign_too_long({ count: refusal.atMost });
    case 'PasswordMadeOfNames':
      return m.sign_of_names();
    case 'PasswordFrequent':
      return m.sign_frequent();
    case 'ProviderUnavailable':
      return m.sign_provider_absent({ name: refusal.name });
    case 'ProviderOver':
      return m.sign_provider_over({ name: refusal.name });
    case 'ProviderRefused':
      return m.sign_provider_refused({ name: refusal.name });
    case 'ProviderTooWeak':
      return m.sign_provider_weak({ name: refusal.name });
    case 'ProviderSilent':
      return m.sign_provider_silent({ name: refusal.name });
    case 'NoRight':
      return m.sign_no_right({ name: refusal.name });
    case 'AccountSuspended':
      return m.sign_suspended();
    case 'LoginTaken':
      return m.sign_login_taken();
    case 'TooOften':
      return m.sign_too_often({ wait: waitWords(refusal.seconds) });
    case 'Fault':
      return m.sign_fault({ reference: refusal.reference });
    case 'Malformed':
      return malformedWords(refusal.field);
    default:
      return assertNever(refusal);
  }
}

function malformedWords(field: 'login' | 'name' | 'organisation'): string {
  switch (field) {
    case 'login':
      return m.sign_malformed_login();
    case 'name':
      return m.sign_malformed_name();
    case 'organisation':
      return m.sign_malformed_organisation();
  }
}

/** A wait as people say it: seconds up to a minute and a half, then whole minutes, never too few. */
function waitWords(seconds: number): string {
  return seconds <= 90
    ? m.sign_wait_seconds({ count: seconds })
    : m.sign_wait_minutes({ count: Math.ceil(seconds / 60) });
}
