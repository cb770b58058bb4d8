import { beforeEach, describe, expect, test } from 'vitest';
import { shownIn } from '../../support/federated.ts';
import type { AccountId, SessionId } from '#shared/kernel/ids';
import { HOUR, MINUTE, SECOND } from '#shared/kernel/instant';
import { Browser, IdentityBench, LEAD, OTHER_PASSWORD, PASSWORD, TEAM } from '../../support/identity.ts';

let bench: IdentityBench;
beforeEach(async () => {
  bench = await IdentityBench.open();
});

const devicesOf = (account: string) =>
  bench.identity.sessions.devicesOf(account as AccountId, null).map(({ session }) => session);
const kinds = async () => (await bench.identity.audit.page(0, 500)).map(({ what }) => what.kind);
/** Signed in by its password on another browser. */
async function elsewhere(login: string): Promise<Browser> {
  const browser = new Browser();
  browser.take(await bench.identity.signIn.withPassword({ login, password: PASSWORD }, browser.visit));
  return browser;
}

describe('[IDN-71] signing a browser out', () => {
  test('asks for the password again, and does nothing before it is right', async () => {
    const { browser, login, account } = await bench.person([TEAM]);
    const other = await elsewhere(login);
    const end = (proof: string | null) => bench.identity.endOwnSessions('others', proof, browser.visit);
    expect(await end(null)).toEqual({ kind: 'ProofAsked', by: 'password' });
    expect(await end(OTHER_PASSWORD)).toEqual({ kind: 'CurrentPasswordRefused' });
    expect(devicesOf(account)).toHaveLength(2);
    expect(await end(PASSWORD)).toEqual({ kind: 'done' });
    expect([bench.rolesOf(browser), bench.rolesOf(other)]).toEqual([['outreach'], []]);
    expect((await kinds()).at(-1)).toBe('SessionsRevoked');
  });

  test('ends the one that was named, of that account alone', async () => {
    const { browser, login, account } = await bench.person([TEAM]);
    const stranger = await bench.person([LEAD], { login: 'autre@exemple.test' });
    await elsewhere(login);
    const [named] = devicesOf(account).filter((id) => id !== sessionOf(browser));
    const end = (which: SessionId | undefined) =>
      bench.identity.endOwnSessions(which ?? 'others', PASSWORD, browser.visit);
    await end(devicesOf(stranger.account)[0]);
    expect(devicesOf(stranger.account)).toHaveLength(1);
    await end(named);
    expect(devicesOf(account)).toEqual([sessionOf(browser)]);
  });

  test('is slowed down for who guesses', async () => {
    const { browser, login } = await bench.person([TEAM]);
    await elsewhere(login);
    const told = [];
    for (let tries = 0; tries < 5; tries += 1)
      told.push((await bench.identity.endOwnSessions('others', OTHER_PASSWORD, browser.visit)).kind);
    expect(told).toContain('TooOften');
  });

  test('by an account without a password asks for a code, which serves once', async () => {
    const { browser, account, code } = await shownIn(bench, [LEAD], { hasOwnSecondFactor: true });
    const end = (proof: string | null) => bench.identity.endOwnSessions('others', proof, browser.visit);
    expect(await end(null)).toEqual({ kind: 'ProofAsked', by: 'code' });
    bench.later(30 * SECOND);
    const shown = code();
    expect(await end(shown)).toEqual({ kind: 'done' });
    expect(await end(shown)).toEqual({ kind: 'CodeRefused' });
    expect(devicesOf(account)).toHaveLength(1);
  });

  test('by an account with no factor here is for a sign-in of the last ten minutes', async () => {
    const { browser } = await shownIn(bench, [TEAM], { hasOwnSecondFactor: false });
    const end = () => bench.identity.endOwnSessions('others', null, browser.visit);
    expect(await end()).toEqual({ kind: 'done' });
    bench.later(10 * MINUTE);
    expect(await end()).toEqual({ kind: 'ProofAsked', by: 'sign-in' });
  });

  test('is nothing for who is signed out', async () => {
    expect(await bench.identity.endOwnSessions('others', PASSWORD, new Browser().visit)).toEqual({
      kind: 'SignInOver',
    });
  });
});

describe('[IDN-72] other recovery codes', () => {
  test('are told once to who shows the password again, and those before open nothing any more', async () => {
    const { browser, login, recoveryCodes } = await bench.person([LEAD]);
    const draw = (proof: string | null) => bench.identity.secondFactor.drawAgain(proof, browser.visit);
    expect(await draw(null)).toEqual({ kind: 'ProofAsked', by: 'password' });
    expect(await draw(OTHER_PASSWORD)).toEqual({ kind: 'CurrentPasswordRefused' });
    const drawn = await draw(PASSWORD);
    if (drawn.kind !== 'drawn') throw new Error(drawn.kind);
    expect(new Set([...drawn.recoveryCodes, ...recoveryCodes]).size).toBe(20);
    expect((await kinds()).at(-1)).toBe('RecoveryCodesDrawn');

    const enter = async (code: string | undefined) => {
      bench.later(HOUR);
      const there = await elsewhere(login);
      const entered = await bench.identity.secondFactor.enter(code ?? '', there.visit);
      return entered.kind;
    };
    expect(await enter(recoveryCodes[0])).toBe('CodeRefused');
    expect(await enter(drawn.recoveryCodes[0])).toBe('signed-in');
    expect(await enter(drawn.recoveryCodes[0])).toBe('CodeRefused');
  });

  test('are of no use to who has no second factor', async () => {
    const { browser } = await bench.person([TEAM]);
    expect(await bench.identity.secondFactor.drawAgain(PASSWORD, browser.visit)).toEqual({
      kind: 'SignInOver',
    });
  });
});

function sessionOf(browser: Browser): string | null {
  const holder = bench.identity.holders.holderOf(browser.cookie);
  return holder.kind === 'account' ? holder.session : null;
}
