import type { EntryRefusal } from './entry-desk.ts';
import type { Role } from './roles.ts';
import type { Visit, WithCookies } from './visit.ts';

/** What is kept about the person who asks, as they may read it. */
export type OwnAccount = {
  /** Null for who has none here: their provider knows them by another name. */
  readonly login: string | null;
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly recoveryCodesLeft: number;
  /** Shortest password that may be set. */
  readonly atLeast: number;
};

/** One browser on which they are signed in. Days (`2026-03-02`), not hours: it is not a record of work. */
export type OwnDevice = {
  readonly session: string;
  readonly browser: 'firefox' | 'edge' | 'chrome' | 'safari' | 'other';
  readonly system: 'windows' | 'macos' | 'android' | 'ios' | 'linux' | 'other';
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isThisOne: boolean;
};

/** A stolen session must not do this: the password is shown again, a code where there is none, or a sign-in just made. */
export type ProofAsked = { readonly kind: 'ProofAsked'; readonly by: 'password' | 'code' | 'sign-in' };
export type OwnRefusal = { readonly kind: 'CurrentPasswordRefused' } | EntryRefusal;

/** What people do about their own account. Whose it is comes from the cookie, never from what is sent. */
export type OwnDesk = {
  /** Null when nobody is signed in. */
  account(visit: Visit): OwnAccount | null;
  devices(visit: Visit): readonly OwnDevice[];
  /** Signs one of their browsers out, or all of them but this one (`others`), once a factor was shown again. */
  endSessions(
    which: string,
    proof: string | null,
    visit: Visit,
  ): Promise<{ readonly kind: 'done' } | ProofAsked | OwnRefusal>;
  /** Ten other recovery codes, told this once, once a factor was shown again: those before open nothing any more. */
  newRecoveryCodes(
    proof: string | null,
    visit: Visit,
  ): Promise<{ readonly kind: 'drawn'; readonly recoveryCodes: readonly string[] } | ProofAsked | OwnRefusal>;
  /** The present password is asked for; every other browser is signed out. */
  changePassword(
    typed: { current: string; next: string },
    visit: Visit,
  ): Promise<(WithCookies & { readonly kind: 'done' }) | OwnRefusal>;
};
