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

/** A provider at which people may sign in with an account they have there. */
export type ProviderDoor = {
  readonly id: string;
  readonly name: string;
  /** The words that it prescribes for its button; null when it leaves them to us. */
  readonly button: string | null;
  /** Its page about itself, when it asks for one. */
  readonly about: string | null;
};

/** Where a browser is to go next, at a provider. No form of ours leads there: only our own pages are allowed to one. */
export type Away = WithCookies & { readonly kind: 'away'; readonly url: string; readonly name: string };

/** Somebody is signed out here; `away`: to be signed out of their provider too; `stays`: the one that could not be told. */
export type SignedOut = WithCookies & { readonly away: Away | null; readonly stays: string | null };

/** Why a provider brought nobody in. Each is a word of ours: nothing of what came with the browser is in it. */
export const PROVIDER_REFUSALS = [
  /** It does not answer, or not as itself. */
  'ProviderUnavailable',
  /** This browser did not begin this sign-in, or too long ago, or it has been taken. */
  'ProviderOver',
  /** The person or the provider said no, or the answer does not prove what it says. */
  'ProviderRefused',
  /** The means used there is weaker than the one asked for. */
  'ProviderTooWeak',
  /** It does not say what an account here is made of. */
  'ProviderSilent',
  /** No rule of the deployment gives them anything. */
  'NoRight',
  'AccountSuspended',
  /** Somebody else has this address here. */
  'LoginTaken',
] as const;
export type ProviderRefusalKind = (typeof PROVIDER_REFUSALS)[number];
/** `name`: what the provider is called here. */
export type ProviderRefusal = { readonly kind: ProviderRefusalKind; readonly name: string };

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
  | ProviderRefusal
  | TooOften
  | DeskFault;

/** Coming in and going out. What is typed goes in, and only what a person must read comes out. */
export type EntryDesk = {
  /** Whether there are accounts to sign in to: not in a demonstration. */
  readonly isOpen: boolean;
  stageOf(visit: Visit): EntryStage;
  /** Whether this browser was signed in by a session that is over. */
  isOver(visit: Visit): boolean;
  /** The providers of this deployment, in the order of their file. */
  readonly providers: readonly ProviderDoor[];
  /** Begins a sign-in at a provider. `asked`: the screen to come back to. Null: there is no such provider. */
  goTo(provider: string, asked: string | null, visit: Visit): Promise<Away | EntryRefusal | null>;
  /** A browser comes back from a provider, with this query. Null: there is no such provider. */
  comeBack(
    provider: string,
    search: URLSearchParams,
    visit: Visit,
  ): Promise<(Step & { readonly asked: string | null }) | ProviderRefusal | DeskFault | null>;
  withPassword(typed: { login: string; password: string }, visit: Visit): Promise<Step | EntryRefusal>;
  /** A code of the application, or one of the recovery codes. */
  withCode(code: string, visit: Visit): Promise<Step | EntryRefusal>;
  /** The secret of a second factor that is being set: the same until it is confirmed or the session ends. */
  secretOf(visit: Visit): Promise<ShownSecret | null>;
  /** The first code of the application sets it. Gives the recovery codes, this once. */
  confirmSecret(
    code: string,
    visit: Visit,
  ): Promise<(Step & { readonly recoveryCodes: readonly string[] }) | EntryRefusal>;
  /** What a link invites to; it stays unused. */
  look(token: string, visit: Visit): Promise<ShownInvitation | EntryRefusal>;
  /** Takes an invitation, once. The names are asked of the first administrator only. */
  take(
    typed: { token: string; password: string; login?: string; name?: string; organisation?: string },
    visit: Visit,
  ): Promise<Step | EntryRefusal>;
  signOut(visit: Visit): Promise<SignedOut>;
  /** Another token after a change of rights; asked with each page, and mostly nothing. */
  rotated(visit: Visit): Promise<WithCookies>;
};
