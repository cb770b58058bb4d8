import type { EntryRefusal } from './entry-desk.ts';
import type { Role } from './roles.ts';
import type { DeskFault, Visit, WithCookies } from './visit.ts';

/** What is kept about the person who asks, as they may read it. */
export type OwnAccount = {
  readonly login: string;
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

/** What people do about their own account. Whose it is comes from the cookie, never from what is sent. */
export type OwnDesk = {
  /** Null when nobody is signed in. */
  account(visit: Visit): OwnAccount | null;
  devices(visit: Visit): readonly OwnDevice[];
  /** Signs one of their browsers out, or all of them but this one. */
  endSessions(which: string, visit: Visit): Promise<{ readonly kind: 'done' } | DeskFault>;
  /** The present password is asked for; every other browser is signed out. */
  changePassword(
    typed: { current: string; next: string },
    visit: Visit,
  ): Promise<
    (WithCookies & { readonly kind: 'done' }) | { readonly kind: 'CurrentPasswordRefused' } | EntryRefusal
  >;
};
