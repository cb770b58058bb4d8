import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { openIdentity } from '#server/accounts/identity/open-identity';
import type { Identity } from '#server/accounts/identity/identity';
import type { ProviderWithSecret } from '#server/accounts/oidc/provider';
import { RelyingParty } from '#server/accounts/oidc/relying-party';
import { SettableClock } from '#server/ports/clock';
import type { Grant } from '#shared/access/grant';
import { plus, type Instant } from '#shared/kernel/instant';
import type { AccountId } from '#shared/kernel/ids';
import { newFolder, serveApp, type Served, type ServeOptions } from './served-app.ts';
import { servePages } from './served-pages.ts';
import { Browser, PASSWORD } from './identity.ts';
import { totpNow } from './totp.ts';

/** A server outside a demonstration, with real identities in its folder. Their clock stands until a test moves it. */
export type ServedLive = Served & {
  readonly identity: Identity;
  readonly folder: string;
  /** The time of identities: of sessions, codes and links. */
  readonly identityClock: SettableClock;
  /** What went wrong where nobody waits for an answer. */
  readonly faults: unknown[];
  /** Moves the identities' time, and does what it makes due. */
  later(ms: number): Promise<void>;
};

type LiveOptions = Omit<ServeOptions, 'demo' | 'holders' | 'audit' | 'identity' | 'party'> & {
  /** Providers at which people may sign in. */
  readonly providers?: readonly ProviderWithSecret[];
};

/** With the built pages: one to a test file. `start` is the time of the product and of identities. */
export function servePagesLive(start: Instant, options: LiveOptions = {}): Promise<ServedLive> {
  return serve(start, options, (folder, more) => servePages(start, more, folder));
}

/** Without pages: sockets and endpoints alone. */
export function serveAppLive(start: Instant, options: LiveOptions = {}): Promise<ServedLive> {
  return serve(start, options, (folder, more) => serveApp(start, folder, more));
}

async function serve(
  start: Instant,
  { providers = [], ...options }: LiveOptions,
  begin: (folder: string, options: ServeOptions) => Promise<Served>,
): Promise<ServedLive> {
  const folder = newFolder();
  const identityClock = new SettableClock(start);
  const faults: unknown[] = [];
  const secret = randomBytes(24).toString('hex');
  const identity = await openIdentity(
    folder,
    { secret, breachedPasswords: null, providers: null },
    {
      clock: identityClock,
      policy: () => '9c21',
      isSecure: false,
      onFault: (cause) => faults.push(cause),
    },
  );
  const { holders, audit } = identity;
  let url = '';
  const party = new RelyingParty(identity, providers, {
    // Known once it listens.
    get origin() {
      return url;
    },
    clock: identityClock,
    onFault: (cause) => faults.push(cause),
  });
  const served = await begin(folder, { ...options, demo: false, holders, audit, identity, party });
  ({ url } = served);
  return {
    ...served,
    identity,
    folder,
    identityClock,
    faults,
    later: async (ms) => {
      identityClock.set(plus(identityClock.now(), ms));
      await identity.settle();
    },
    stop: async ({ keepFolder } = { keepFolder: false }) => {
      await served.stop({ keepFolder: true });
      await identity.close();
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Someone who was invited, took it, and set a second factor where it is asked for: signed in by this cookie. */
export type SignedInPerson = {
  readonly login: string;
  readonly password: string;
  readonly account: AccountId;
  /** The raw Cookie header of their browser. */
  readonly cookie: string;
  readonly browser: Browser;
  /** What their authenticator application shows now. A code serves once: move the time for another. */
  code(): string;
  readonly recoveryCodes: readonly string[];
};

let people = 0;
/** Signs somebody in without a page. */
export async function person(
  live: Pick<ServedLive, 'identity' | 'identityClock'>,
  ...grants: readonly Grant[]
): Promise<SignedInPerson> {
  const { identity, identityClock } = live;
  const browser = new Browser(`198.51.${(people += 1)}.7`);
  const login = `personne-${people}@exemple.test`;
  const invited = await identity.accounts.invite('console', {
    login,
    name: `Prénom Nom ${people}`,
    organisation: 'Organisme à configurer',
    grants,
  });
  if (invited.kind !== 'invited') throw new Error(invited.kind);
  const taken = browser.take(
    await identity.invitations.take({ token: invited.token, password: PASSWORD }, browser.visit),
  );
  let secret = '';
  let recoveryCodes: readonly string[] = [];
  if (taken.kind === 'enrolment') {
    const begun = await identity.secondFactor.begin(browser.visit);
    if ('kind' in begun) throw new Error(begun.kind);
    ({ secret } = begun);
    const code = totpNow(secret, identityClock.now());
    const enrolled = browser.take(await identity.secondFactor.confirm(code, browser.visit));
    if (enrolled.kind !== 'signed-in') throw new Error(enrolled.kind);
    ({ recoveryCodes } = enrolled);
  }
  return {
    login,
    password: PASSWORD,
    account: invited.account,
    get cookie() {
      return browser.cookie ?? '';
    },
    browser,
    code: () => totpNow(secret, identityClock.now()),
    recoveryCodes,
  };
}
