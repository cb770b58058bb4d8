import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';
import type { ScreensRefusal } from '#shared/access/screens-desk';

export type Refusal =
  | Exclude<ScreensRefusal, { kind: 'Malformed' }>
  | { readonly kind: 'Malformed'; readonly field: 'label' | 'grant' | 'size' };

/** How a form ended. What was typed into it is not in it. */
export type Outcome =
  | { readonly kind: 'done'; readonly what: 'approved' | 'denied' | 'revoked' | 'measured' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The id of the field that a refusal is about; null when it is about none. */
export function fieldOf(refusal: Refusal): string | null {
  switch (refusal.kind) {
    case 'CodeUnknown':
      return 'code';
    case 'TooSmall':
      return 'diagonal';
    case 'Malformed':
      return refusal.field === 'size' ? 'diagonal' : refusal.field;
    case 'NotAllowed':
    case 'ScreenUnknown':
    case 'TooOften':
    case 'Fault':
      return null;
  }
}

/** What went wrong, with what to do next. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'NotAllowed':
      return m.screens_refused_not_allowed();
    case 'CodeUnknown':
      return m.screens_refused_code();
    case 'ScreenUnknown':
      return m.screens_refused_screen();
    case 'TooSmall':
      return m.screens_refused_small();
    case 'TooOften':
      return m.screens_refused_often({ seconds: refusal.seconds });
    case 'Fault':
      return m.screens_refused_fault({ reference: refusal.reference });
    case 'Malformed':
      switch (refusal.field) {
        case 'label':
          return m.screens_refused_label();
        case 'grant':
          return m.screens_refused_grant();
        case 'size':
          return m.screens_refused_size();
        default:
          return assertNever(refusal.field);
      }
  }
}

export function doneWords(what: Extract<Outcome, { kind: 'done' }>['what']): string {
  switch (what) {
    case 'approved':
      return m.screens_done_approved();
    case 'denied':
      return m.screens_done_denied();
    case 'revoked':
      return m.screens_done_revoked();
    case 'measured':
      return m.screens_done_measured();
  }
}
