import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Identity } from '#server/accounts/identity/identity';
import { openRedisStore } from '#server/accounts/identity/redis-store';
import { sessionSchema } from '#server/accounts/identity/rows';
import type { Provider } from '#server/accounts/oidc/provider';
import { RelyingParty, returnAddress } from '#server/accounts/oidc/relying-party';
import type { Clock } from '#server/ports/clock';
import type { AccountId } from '#shared/kernel/ids';
import { MINUTE } from '#shared/kernel/instant';
import { isRedisInstalled, startRedis } from '../support/redis-server.ts';
import { Browser, IdentityBench } from '../support/identity.ts';
import { CLIENT_SECRET, runProvider, type RunningProvider } from '../support/oidc-provider.ts';
import { AGENT, agentsShape, CLINICIAN, cliniciansShape } from '../support/provider-shapes.ts';

const ORIGIN = 'http://passerelle.exemple.test';

let agents: RunningProvider;
let clinicians: RunningProvider;
let bench: IdentityBench;
let party: RelyingParty;
const faults: unknown[] = [];

beforeAll(async () => {
  const logout = `${ORIGIN}/`;
  agents = await runProvider({
    redirectUri: returnAddress(ORIGIN, { id: 'agents' }),
    signedUserinfo: true,
    logout,
  });
  clinicians = await runProvider(
    { redirectUri: returnAddress(ORIGIN, { id: 'soignants' }), signedUserinfo: false, logout },
    '/.well-known/wallet-openid-configuration',
  );
});
afterAll(async () => {
  await agents.close();
  await clinicians.close();
});
beforeEach(async () => {
  bench = await IdentityBench.open();
  faults.length = 0;
  party = partyOf(agentsShape(agents), cliniciansShape(clinicians));
  agents.person = AGENT;
  clinicians.person = CLINICIAN;
  clinicians.saysLevel = true;
});

const partyOf = (...providers: Provider[]) => partyFor(bench.identity, bench.clock, ...providers);

function partyFor(identity: Identity, clock: Clock, ...providers: Provider[]): RelyingParty {
  const withSecret = providers.map((provider) => ({ provider, secret: CLIENT_SECRET }));
  const onFault = (cause: unknown) => faults.push(cause);
  return new RelyingParty(identity, withSecret, { origin: ORIGIN, clock, onFault });
}

const lastTold = (rows: readonly { readonly what: unknown }[]) => rows.at(-1)?.what;

async function begin(id: string, browser: Browser): Promise<string> {
  const redirect = await party.begin(id, browser.visit);
  if (redirect.kind !== 'redirect') throw new Error(redirect.kind);
  return browser.take(redirect).url;
}
async function signIn(id: 'agents' | 'soignants', browser = new Browser()) {
  const back = await (id === 'agents' ? agents : clinicians).visit(await begin(id, browser));
  return browser.take(await party.finish(id, back.searchParams, browser.visit));
}

test('[IDN-49] someone signs in with an account they have elsewhere: code, PKCE, state and nonce, signed information', async () => {
  const browser = new Browser();
  const url = new URL(await begin('agents', browser));
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  for (const word of ['state', 'nonce', 'code_challenge'])
    expect(url.searchParams.get(word)).toMatch(/^[\w-]{43}$/);
  const back = await agents.visit(url.href);
  expect(`${back.origin}${back.pathname}`).toBe(`${ORIGIN}/connexion/retour/agents`);
  const entered = browser.take(await party.finish('agents', back.searchParams, browser.visit));
  expect(entered.kind).toBe('signed-in');
  expect(bench.rolesOf(browser)).toEqual(['mobile']);
  expect(await bench.identity.audit.page(0, 10)).toMatchObject([
    { what: { kind: 'AccountInvited', after: ['mobile'] } },
    { what: { kind: 'SignedIn', by: 'provider' } },
  ]);
  expect(faults).toEqual([]);
});

test('[IDN-49] a clinician signs in at a provider with a description of its own, and has no address here', async () => {
  const browser = new Browser();
  expect(new URL(await begin('soignants', browser)).searchParams.get('acr_values')).toBe('eidas1');
  expect((await signIn('soignants', browser)).kind).toBe('signed-in');
  expect(bench.rolesOf(browser)).toEqual(['hospital']);
});

test('[IDN-50] a level below the one asked for opens nothing, and neither does an answer without one', async () => {
  clinicians.person = { ...CLINICIAN, acr: 'eidas0' };
  expect((await signIn('soignants')).kind).toBe('ProviderTooWeak');
  const { acr: _, ...unsaid } = CLINICIAN;
  clinicians.person = unsaid;
  expect((await signIn('soignants')).kind).toBe('ProviderTooWeak');
  // Information that says so proves nothing of this sign-in.
  clinicians.person = CLINICIAN;
  clinicians.saysLevel = false;
  expect((await signIn('soignants')).kind).toBe('ProviderTooWeak');
});

test('[IDN-51] the answer is taken once, in ten minutes, from the browser that began, and unchanged', async () => {
  const browser = new Browser();
  const finish = (search: URLSearchParams, by = browser) => party.finish('agents', search, by.visit);
  const stolen = await agents.visit(await begin('agents', browser));
  expect((await finish(stolen.searchParams, new Browser())).kind).toBe('ProviderOver');
  const other = new Browser();
  await begin('agents', other);
  expect((await finish(stolen.searchParams, other)).kind).toBe('ProviderOver');
  expect((await finish(stolen.searchParams)).kind).toBe('signed-in');
  expect((await finish(stolen.searchParams)).kind).toBe('ProviderOver');

  const late = await agents.visit(await begin('agents', browser));
  bench.later(10 * MINUTE);
  expect((await finish(late.searchParams)).kind).toBe('ProviderOver');

  const changed = await agents.visit(await begin('agents', browser));
  changed.searchParams.set('code', 'another-code');
  expect((await finish(changed.searchParams)).kind).toBe('ProviderRefused');
  // The provider answers about another nonce: the code was drawn for somebody else's sign-in.
  const swapped = new URL(await begin('agents', browser));
  swapped.searchParams.set('nonce', 'a'.repeat(43));
  const foreign = await agents.visit(swapped.href);
  expect((await finish(foreign.searchParams)).kind).toBe('ProviderRefused');
  const mixed = await agents.visit(await begin('agents', browser));
  mixed.searchParams.set('iss', clinicians.issuer);
  expect((await finish(mixed.searchParams)).kind).toBe('ProviderRefused');
  const denied = new URL(await begin('agents', browser));
  const state = denied.searchParams.get('state') ?? '';
  const refusal = new URLSearchParams({ error: 'access_denied', state, iss: agents.issuer });
  expect((await finish(refusal)).kind).toBe('ProviderRefused');
  const elsewhere = await agents.visit(await begin('agents', browser));
  expect((await party.finish('soignants', elsewhere.searchParams, browser.visit)).kind).toBe('ProviderOver');
  expect(faults.map(String).join()).not.toContain('another-code');
});

describe('[IDN-52] rights are what the rules give that day', () => {
  test('nothing without a rule, and no account is made', async () => {
    agents.person = { ...AGENT, siret: '11111111111111' };
    expect(await signIn('agents')).toEqual({ kind: 'NoRight' });
    agents.person = AGENT;
    expect((await signIn('agents')).kind).toBe('signed-in');
  });

  test('more, or nothing any more: what was open follows', async () => {
    const browser = new Browser();
    agents.person = { ...AGENT, email: 'coordination@exemple.test', acr: 'eidas2' };
    expect((await signIn('agents', browser)).kind).toBe('signed-in');
    expect(bench.rolesOf(browser)).toEqual(['mobile', 'coordination']);
    agents.person = { ...AGENT, siret: '11111111111111' };
    expect(await signIn('agents', new Browser())).toEqual({ kind: 'NoRight' });
    expect(bench.rolesOf(browser)).toEqual([]);
  });

  test('a right that needs a second factor asks for ours where the provider gave none', async () => {
    agents.person = { ...AGENT, email: 'coordination@exemple.test' };
    const browser = new Browser();
    expect((await signIn('agents', browser)).kind).toBe('enrolment');
    expect(bench.rolesOf(browser)).toEqual([]);
    await bench.enrol(browser, 'coordination@exemple.test');
    expect(bench.rolesOf(browser)).toEqual(['mobile', 'coordination']);
  });
});

test('[IDN-53] an account here is never joined by its address alone, and a suspended one stays so', async () => {
  await bench.person([{ role: 'mobile' }], { login: 'agent@exemple.test' });
  expect(await signIn('agents')).toEqual({ kind: 'LoginTaken' });
  expect(lastTold(await bench.identity.audit.page(0, 20))).toEqual({
    kind: 'SignInRefused',
    why: 'provider',
    account: null,
  });
  agents.person = { ...AGENT, sub: 'agent-2', email: 'other@exemple.test' };
  const browser = new Browser();
  await signIn('agents', browser);
  const holder = bench.identity.holders.holderOf(browser.cookie);
  if (holder.kind !== 'account') throw new Error(holder.kind);
  await bench.identity.accounts.suspend('console', holder.account satisfies AccountId);
  expect(await signIn('agents')).toEqual({ kind: 'AccountSuspended' });
  expect(bench.rolesOf(browser)).toEqual([]);
});

describe('[IDN-54] signing out is told to the provider, with the token it gave', () => {
  const farewell = async (browser: Browser) => {
    const kept = bench.identity.sessions.farewellOf(browser.cookie);
    const address = kept && (await party.logoutAddress(kept));
    return address === null ? null : new URL(address);
  };

  test('as the provider asks for it: token, state and the address declared', async () => {
    const browser = new Browser();
    await signIn('agents', browser);
    const address = await farewell(browser);
    expect(address?.origin).toBe(new URL(agents.issuer).origin);
    expect(address?.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(address?.searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/`);
    expect(address?.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
  });

  test('after a restart, from the session’s own row, where it is sealed, and gone with the session', async () => {
    const browser = new Browser();
    await signIn('agents', browser);
    const before = (await farewell(browser))?.searchParams.get('id_token_hint') ?? '';
    expect(JSON.stringify((await bench.store.load()).sessions)).not.toContain(before.split('.')[2]);
    await bench.restart();
    party = partyOf(agentsShape(agents));
    expect((await farewell(browser))?.searchParams.get('id_token_hint')).toBe(before);
    await bench.identity.sessions.signOut(browser.cookie);
    expect(await farewell(browser)).toBe(null);
    expect((await bench.store.load()).sessions).toEqual([]);
  });

  test('and a session that was kept before providers were known is one without', async () => {
    const { browser } = await bench.person([{ role: 'mobile' }]);
    const [row] = (await bench.store.load()).sessions;
    const { provider: _, forget: __, ...former } = row ?? {};
    expect(sessionSchema.parse(former)).toEqual(row);
    expect(await farewell(browser)).toBe(null);
  });

  test('through a second factor of ours, and not by a session of somebody else', async () => {
    agents.person = { ...AGENT, email: 'coordination@exemple.test' };
    const browser = new Browser();
    await signIn('agents', browser);
    await bench.enrol(browser, 'coordination@exemple.test');
    expect((await farewell(browser))?.searchParams.get('id_token_hint')).toBeTruthy();
    await bench.person([{ role: 'mobile' }], { browser });
    expect(await farewell(browser)).toBe(null);
  });
});

test('[IDN-55] a provider that does not answer, answers as another, or does not sign is refused, and nobody is told why', async () => {
  const begun = async (change: Partial<Provider>) => {
    party = partyOf({ ...agentsShape(agents), ...change });
    return (await party.begin('agents', new Browser().visit)).kind;
  };
  expect(await begun({ issuer: 'http://127.0.0.1:65534' })).toBe('ProviderUnavailable');
  expect(await begun({ issuer: `${agents.issuer}/other`, discovery: agents.discovery })).toBe(
    'ProviderUnavailable',
  );
  expect((await party.begin('unknown', new Browser().visit)).kind).toBe('ProviderUnknown');
  // This provider signs nothing for this client: what it says in plain is not taken.
  party = partyOf({ ...cliniciansShape(clinicians), userinfo: 'signed' });
  expect((await signIn('soignants')).kind).toBe('ProviderRefused');
  expect(faults.map((fault) => (fault instanceof Error ? fault.message : ''))).toEqual([
    'the provider agents cannot be reached: TypeError, ECONNREFUSED',
    'the provider agents describes another issuer than its own',
    'a sign-in by soignants failed: OAUTH_JWT_USERINFO_EXPECTED',
  ]);
});

test.skipIf(!isRedisInstalled)(
  '[NOD-27] who went there from one server comes back to another, once, and is proof enough on both',
  async () => {
    const redis = await startRedis();
    const servers = [];
    for (const seed of ['one', 'two'])
      servers.push(await IdentityBench.open(await openRedisStore({ url: redis.url }, 'essai'), seed));
    const parties = servers.map(({ identity, clock }) => partyFor(identity, clock, agentsShape(agents)));
    const [one, two] = parties;
    if (!one || !two) throw new Error('no server');
    const browser = new Browser();
    const redirect = browser.take(await one.begin('agents', browser.visit, '/lits'));
    if (redirect.kind !== 'redirect') throw new Error(redirect.kind);
    const back = await agents.visit(redirect.url);
    const entered = browser.take(await two.finish('agents', back.searchParams, browser.visit));
    expect(entered).toMatchObject({ kind: 'signed-in', asked: '/lits' });
    expect((await one.finish('agents', back.searchParams, browser.visit)).kind).toBe('ProviderOver');
    for (const { identity } of servers) {
      await identity.heed(browser.cookie);
      expect(await identity.endOwnSessions('others', null, browser.visit)).toEqual({ kind: 'done' });
    }
    for (const { identity } of servers) await identity.close();
    await redis.remove();
    expect(faults).toEqual([]);
  },
);
