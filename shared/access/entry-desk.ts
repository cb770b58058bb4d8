import type { DeskFault, TooOften, Visit, WithCookies } from './visit.ts';

/** How far a browser is: nobody, between its two factors, or someone. */
export type EntryStage = 'out' | 'second-factor' | 'enrolment' | 'in';

/** What an authenticator application is given: a QR code of the uri, or the secret to copy. */
export type ShownSecret = { readonly secret: string; readonly uri: string };

/** What someone who was invited is shown before they choose a password. `atLeast`: its shortest length. */
export type ShownInvitation =
  | {
      readonly kind: 'account';
      readonly login: string;
      readonly name: string;
      readonly organisation: string;
      readonly atLeast: number;
    }
  | { readonly kind: 'first-administrator'; readonly atLeast: number };

/** A factor was right: what stands next. */
export type Step = WithCookies & { readonly kind: 'signed-in' | 'second-factor' | 'enrolment' };

export type WordRefusal =
  | { readonly kind: 'PasswordTooShort'; readonly atLeast: number }
  | { readonly kind: 'PasswordTooLong'; readonly atMost: number }
  | { readonly kind: 'PasswordMadeOfNames' }
  | { readonly kind: 'PasswordFrequent' };

export type EntryRefusal =
  /** One answer for an unknown address, a wrong password and a suspended account. */
  | { readonly kind: 'SignInRefused' }
  | { readonly kind: 'CodeRefused' }
  /** The session that was half open is over: from the password again. */
  | { readonly kind: 'SignInOver' }
  | { readonly kind: 'InvitationOver' }
  /** A demonstration has no account. */
  | { readonly kind: 'NoAccounts' }
  | { readonly kind: 'Malformed'; readonly field: 'login' | 'name' | 'organisation' }
  | WordRefusal
  | TooOften
  | DeskFault;

/** Coming in and going out. What is typed goes in, and only what a person must read comes out. */
export type EntryDesk = {
  /** Whether there are accounts to sign in to: not in a demonstration. */
  readonly isOpen: boolean;
  stageOf(visit: Visit): EntryStage;
  withPassword(typed: { login: string; password: string }, visit: Visit): Promise<Step | EntryRefusal>;
  /** A code of the application, or one of the recovery codes. */
  withCode(code: string, visit: Visit): Promise<Step | EntryRefusal>;
  /** The secret of a second factor that is being set: the same until it is confirmed or the session ends. */
  secretOf(visit: Visit): ShownSecret | null;
  /** The first code of the application sets it. Gives the recovery codes, this once. */
  confirmSecret(
    code: string,
    visit: Visit,
  ): Promise<(Step & { readonly recoveryCodes: readonly string[] }) | EntryRefusal>;
  /** What a link invites to; it stays unused. */
  look(token: string, visit: Visit): ShownInvitation | EntryRefusal;
  /** Takes an invitation, once. The names are asked of the first administrator only. */
  take(
    typed: { token: string; password: string; login?: string; name?: string; organisation?: string },
    visit: Visit,
  ): Promise<Step | EntryRefusal>;
  signOut(visit: Visit): Promise<WithCookies>;
  /** Another token after a change of rights; asked with each page, and mostly nothing. */
  rotated(visit: Visit): Promise<WithCookies>;
};
