import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Holder } from '#server/accounts/holder';
import type { Identity } from '#server/accounts/identity/identity';
import { openIdentity } from '#server/accounts/identity/open-identity';
import { openRedisStore } from '#server/accounts/identity/redis-store';
import { systemClock } from '#server/ports/clock';
import { codeAnswerSchema, PAIRING_PATHS, stateAnswerSchema } from '#shared/access/pairing';
import { serveCluster, type Cluster } from '../nodes/cluster.ts';
import { connect, type Client } from '../support/client.ts';
import { Browser, LEAD, PASSWORD } from '../support/identity.ts';
import { MemoryHub } from '../support/memory-hub.ts';
import { isRedisInstalled, startRedis, type RedisServer } from '../support/redis-server.ts';
import { paris } from '../support/said.ts';
import { newFolder } from '../support/served-app.ts';
import { totpNow } from '../support/totp.ts';

const ADMIN = { role: 'admin' } as const;
const SECRET = 'a secret of thirty-two characters';

/** Two servers and nothing before them: each request goes to whichever one the test says. Neither looks by itself. */
describe.skipIf(!isRedisInstalled)('people and screens that go from server to server', () => {
  let redis: RedisServer;
  let cluster: Cluster;
  let hub: MemoryHub;
  let identities: readonly Identity[];
  const faults: unknown[] = [];
  const clients: Client[] = [];

  beforeEach(async () => {
    redis = await startRedis();
    hub = new MemoryHub();
    faults.length = 0;
    identities = await Promise.all([open(), open()]);
    cluster = await serveCluster(paris('17:01'), {
      more: (index) => {
        const { holders, audit } = at(index);
        return { demo: false, holders, audit, identity: at(index), bus: hub.bus() };
      },
    });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await cluster.stop();
    for (const identity of identities) await identity.close();
    await redis.remove();
    expect(faults).toEqual([]);
  });

  async function open(): Promise<Identity> {
    const store = await openRedisStore({ url: redis.url }, 'essai');
    return openIdentity(
      newFolder(),
      { secret: SECRET, breachedPasswords: null, providers: null },
      {
        store,
        clock: systemClock,
        policy: () => '9c21',
        isSecure: false,
        onFault: (cause) => faults.push(cause),
      },
    );
  }
  function at(index: number): Identity {
    const identity = identities[index];
    if (!identity) throw new Error('no such server');
    return identity;
  }
  const url = (index: number) => cluster.nodes[index]?.url ?? '';

  async function post(index: number, browser: Browser, path: string, body: unknown = {}): Promise<unknown> {
    const { cookie } = browser;
    const headers = { origin: url(index), 'content-type': 'application/json', ...(cookie && { cookie }) };
    const answer = await fetch(url(index) + path, { method: 'POST', headers, body: JSON.stringify(body) });
    browser.keep(answer.headers.getSetCookie());
    return answer.json();
  }
  /** Somebody signed in on the first server, of whom the other may have heard nothing. */
  async function signedIn(
    ...grants: (typeof ADMIN | typeof LEAD)[]
  ): Promise<{ browser: Browser; by: Holder }> {
    const [first] = identities;
    if (!first) throw new Error('no server');
    const login = `${grants[0]?.role ?? ''}@exemple.test`;
    const names = { name: 'Prénom Nom', organisation: 'Organisme à configurer' };
    const invited = await first.accounts.invite('console', { login, grants, ...names });
    if (invited.kind !== 'invited') throw new Error(invited.kind);
    const browser = new Browser();
    browser.take(await first.invitations.take({ token: invited.token, password: PASSWORD }, browser.visit));
    const begun = await first.secondFactor.begin(browser.visit);
    if ('kind' in begun) throw new Error(begun.kind);
    const code = totpNow(begun.secret, systemClock.now());
    browser.take(await first.secondFactor.confirm(code, browser.visit));
    return { browser, by: first.holders.holderOf(browser.cookie) };
  }
  async function join(index: number, browser: Browser, door: 'lead' | 'wall'): Promise<Client> {
    const headers = { cookie: browser.cookie ?? '', origin: url(index) };
    const client = await connect(url(index), { door }, { headers });
    clients.push(client);
    return client;
  }

  test('[NOD-24] a screen shows a code of one, is approved on the other, and opens its wall on either at once', async () => {
    hub.loses = () => true;
    const { by } = await signedIn(ADMIN);
    await at(1).hearOthers();
    const screen = new Browser();
    const code = codeAnswerSchema.parse(await post(0, screen, PAIRING_PATHS.code));
    if (code.kind !== 'code') throw new Error(code.kind);
    const { deviceCode, userCode } = code;
    const poll = async (index: number) =>
      stateAnswerSchema.parse(await post(index, screen, PAIRING_PATHS.state, { deviceCode })).kind;
    expect(await poll(1)).toBe('pending');
    const asked = { grant: { role: 'wall' }, label: 'Écran à configurer' } as const;
    expect((await at(1).pairing.approve(by, userCode, asked)).kind).toBe('approved');
    expect(await poll(0)).toBe('approved');
    for (const index of [1, 0]) expect((await join(index, screen, 'wall')).frames[0]?.name).toBe('hello');
    expect(await post(1, screen, PAIRING_PATHS.code)).toEqual({ kind: 'paired' });
  });

  test('[NOD-20] who signs in on one is let in by the other at once, though it was told nothing', async () => {
    hub.loses = () => true;
    const { browser } = await signedIn(LEAD);
    expect((await join(1, browser, 'lead')).frames[0]?.name).toBe('hello');
  });

  test('[NOD-20] rights taken away on one are felt on the other as soon as it is told', async () => {
    const { browser } = await signedIn(LEAD);
    const client = await join(1, browser, 'lead');
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve));
    const account = at(1).people()[0]?.id;
    if (!account) throw new Error('nobody');
    // Nothing looks at the clock here: what ends the link was told by the other server.
    await at(0).accounts.suspend('console', account);
    await gone;
    expect(at(1).holders.grantsOf(at(1).holders.holderOf(browser.cookie))).toEqual([]);
  });
});
