import { beforeEach, describe, expect, test } from 'vitest';
import { invitationLink } from '#server/accounts/identity/invitations';
import type { Grant } from '#shared/access/grant';
import type { AccountId } from '#shared/kernel/ids';
import { HOUR, MINUTE, SECOND } from '#shared/kernel/instant';
import { Browser, IdentityBench, LEAD, OTHER_PASSWORD, PASSWORD, TEAM } from '../../support/identity.ts';

let bench: IdentityBench;
const NAMES = { name: 'Prénom Nom', organisation: 'Organisme à configurer' };
const invite = async (grants: readonly Grant[] = [TEAM], login = 'a.personne@exemple.test') => {
  const invited = await bench.identity.accounts.invite('console', { login, ...NAMES, grants });
  if (invited.kind !== 'invited') throw new Error(invited.kind);
  return invited;
};
const take = async (token: string, password = PASSWORD, browser = new Browser()) =>
  browser.take(await bench.identity.invitations.take({ token, password }, browser.visit));

beforeEach(async () => {
  bench = await IdentityBench.open();
});

describe('[IDN-24] an invitation', () => {
  test('says whom it is for, without being used, and stands after the # of its address', async () => {
    const { token } = await invite();
    expect(await bench.identity.invitations.look(token, new Browser().visit)).toEqual({
      kind: 'account',
      login: 'a.personne@exemple.test',
      ...NAMES,
      atLeast: 15,
    });
    const link = new URL(invitationLink('https://passerelle.exemple.test', token));
    expect(link.hash).toBe(`#${token}`);
    expect(link.href.replace(link.hash, '')).not.toContain(token);
    expect((await take(token)).kind).toBe('signed-in');
  });

  test('is taken once, even sent twice together', async () => {
    const { token } = await invite();
    const kinds = (await Promise.all([take(token), take(token, OTHER_PASSWORD)])).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['InvitationOver', 'signed-in']);
    expect((await take(token)).kind).toBe('InvitationOver');
    expect(await bench.identity.invitations.look(token, new Browser().visit)).toEqual({
      kind: 'InvitationOver',
    });
  });

  test('is over after seventy-two hours, or once another is made', async () => {
    const { token, account } = await invite();
    const again = await bench.identity.accounts.inviteAgain('console', account);
    expect((await take(token)).kind).toBe('InvitationOver');
    bench.later(72 * HOUR - MINUTE);
    if (again.kind !== 'invited') throw new Error(again.kind);
    expect(await bench.identity.invitations.look(again.token, new Browser().visit)).toMatchObject({
      kind: 'account',
    });
    bench.later(MINUTE);
    expect((await take(again.token)).kind).toBe('InvitationOver');
    expect((await take('not a token')).kind).toBe('InvitationOver');
  });

  test('asks for a password that the rule takes', async () => {
    const { token } = await invite();
    expect((await take(token, 'court')).kind).toBe('PasswordTooShort');
    expect((await take(token)).kind).toBe('signed-in');
  });

  test('made again for who forgot a password replaces it, ends their sessions and still asks for their second factor', async () => {
    const { browser, account, login } = await bench.person([LEAD]);
    const again = await bench.identity.accounts.inviteAgain('console', account as AccountId);
    if (again.kind !== 'invited') throw new Error(again.kind);
    expect(bench.rolesOf(browser)).toEqual(['lead']);
    const back = new Browser();
    expect((await take(again.token, OTHER_PASSWORD, back)).kind).toBe('second-factor');
    expect([bench.rolesOf(browser), bench.rolesOf(back)]).toEqual([[], []]);
    bench.later(MINUTE);
    back.take(await bench.identity.secondFactor.enter(bench.code(login), back.visit));
    expect(bench.rolesOf(back)).toEqual(['lead']);
  });
});

describe('[IDN-25] the first administrator', () => {
  test('comes in by the link of the console, once, and only while there is none', async () => {
    const token = await bench.identity.invitations.forFirstAdministrator();
    const after = await bench.identity.invitations.forFirstAdministrator();
    const typed = { password: PASSWORD, login: 'admin@exemple.test', ...NAMES };
    const takeWith = (of: string | null, browser = new Browser()) =>
      bench.identity.invitations.take({ ...typed, token: of ?? '' }, browser.visit);
    // Printed at each start: the last one printed is the one that works.
    expect((await takeWith(token)).kind).toBe('InvitationOver');
    expect(await bench.identity.invitations.look(after ?? '', new Browser().visit)).toEqual({
      kind: 'first-administrator',
      atLeast: 12,
    });
    expect(
      await bench.identity.invitations.take(
        { ...typed, token: after ?? '', login: 'x' },
        new Browser().visit,
      ),
    ).toEqual({
      kind: 'Malformed',
      field: 'login',
    });
    const browser = new Browser();
    expect(browser.take(await takeWith(after, browser)).kind).toBe('enrolment');
    expect(bench.rolesOf(browser)).toEqual([]);
    await bench.enrol(browser, typed.login);
    expect(bench.rolesOf(browser)).toEqual(['admin']);
    expect(await bench.identity.invitations.forFirstAdministrator()).toBe(null);
    expect((await takeWith(after)).kind).toBe('InvitationOver');
  });
});

test('[IDN-25] the link of the console is over once somebody else has become the administrator', async () => {
  const token = (await bench.identity.invitations.forFirstAdministrator()) ?? '';
  await bench.administrator();
  expect(await bench.identity.invitations.look(token, new Browser().visit)).toEqual({
    kind: 'InvitationOver',
  });
});

test('[IDN-26] only an administrator administers, and is asked for the right at each act', async () => {
  const { accounts, holders, screens } = bench.identity;
  const { browser, by, account } = await bench.administrator();
  const { browser: lead } = await bench.person([LEAD], { login: 'lead@exemple.test' });
  const other = (await bench.person([TEAM])).account as AccountId;
  const acts = (as: typeof by) => [
    accounts.invite(as, { login: `n${bench.chance.below(1e9)}@exemple.test`, ...NAMES, grants: [TEAM] }),
    accounts.inviteAgain(as, other),
    accounts.changeGrants(as, other, [LEAD]),
    accounts.rename(as, other, NAMES),
    accounts.resetSecondFactor(as, other),
    accounts.suspend(as, other),
    accounts.reinstate(as, other),
  ];
  for (const nobody of [holders.holderOf(lead.cookie), { kind: 'anyone' }, { kind: 'visitor' }] as const) {
    expect((await Promise.all(acts(nobody))).map(({ kind }) => kind)).toEqual(Array(7).fill('NotAllowed'));
    expect(await screens.revoke(nobody, other as never)).toBe(false);
  }
  expect(new Set((await Promise.all(acts(by))).map(({ kind }) => kind))).toEqual(
    new Set(['invited', 'done']),
  );
  const second = await accounts.invite(by, {
    login: 'admin2@exemple.test',
    ...NAMES,
    grants: [{ role: 'admin' }],
  });
  if (second.kind !== 'invited') throw new Error(second.kind);
  await take(second.token);
  expect((await accounts.changeGrants(by, account as AccountId, [TEAM])).kind).toBe('done');
  expect((await accounts.suspend(by, other)).kind).toBe('NotAllowed');
  expect(bench.rolesOf(browser)).toEqual(['outreach']);
});

test('[IDN-27] the last administrator is neither suspended nor given other rights', async () => {
  const { by, account } = await bench.administrator();
  const { accounts } = bench.identity;
  expect((await accounts.suspend(by, account as AccountId)).kind).toBe('LastAdministrator');
  expect((await accounts.changeGrants('console', account as AccountId, [LEAD])).kind).toBe(
    'LastAdministrator',
  );
  expect((await accounts.changeGrants(by, account as AccountId, [{ role: 'admin' }, LEAD])).kind).toBe(
    'done',
  );
});

test('[IDN-28] other rights are felt at once by every session of the account, whose token changes at its next page', async () => {
  const { browser, account } = await bench.person([LEAD, TEAM]);
  const holder = bench.identity.holders.holderOf(browser.cookie);
  const before = browser.copy();
  bench.felt.length = 0;
  const changing = bench.identity.accounts.changeGrants('console', account as AccountId, [TEAM]);
  // Before it is even durable.
  expect(bench.identity.holders.grantsOf(holder)).toEqual([TEAM]);
  expect(bench.felt).toContainEqual(holder);
  await changing;
  // A right was taken: with the other token, the browser is told to forget.
  expect(browser.take(await bench.identity.sessions.rotated(browser.cookie)).forget).toBe(true);
  expect(browser.token('session')).not.toBe(before.token('session'));
  expect(bench.identity.holders.holderOf(browser.cookie)).toEqual(holder);
  const nothing = { cookies: [], forget: false };
  expect(await bench.identity.sessions.rotated(browser.cookie)).toEqual(nothing);
  // What was on its way still arrives, for a minute.
  expect(bench.rolesOf(before)).toEqual(['outreach']);
  bench.later(60 * SECOND);
  expect([bench.rolesOf(before), bench.rolesOf(browser)]).toEqual([[], ['outreach']]);
});

test('[IDN-28] a right that is given erases nothing, and one that asks for a second factor ends what was opened without', async () => {
  const { browser, account } = await bench.person([TEAM]);
  await bench.identity.accounts.changeGrants('console', account as AccountId, [TEAM, { role: 'mobile' }]);
  expect((await bench.identity.sessions.rotated(browser.cookie)).forget).toBe(false);
  const { cookie } = browser;
  await bench.identity.accounts.changeGrants('console', account as AccountId, [LEAD]);
  expect(bench.rolesOf(browser)).toEqual([]);
  expect(bench.identity.sessions.isOver(cookie)).toBe(true);
});

test('[IDN-29] nothing of a suspended account opens any more, its sessions and its links at once; it is brought back without them', async () => {
  const { browser, account, login } = await bench.person([TEAM]);
  const again = await bench.identity.accounts.inviteAgain('console', account as AccountId);
  if (again.kind !== 'invited') throw new Error(again.kind);
  const holder = bench.identity.holders.holderOf(browser.cookie);
  bench.felt.length = 0;
  await bench.identity.accounts.suspend('console', account as AccountId);
  expect(bench.felt).toContainEqual(holder);
  expect(bench.rolesOf(browser)).toEqual([]);
  expect((await take(again.token)).kind).toBe('InvitationOver');
  expect((await bench.identity.accounts.inviteAgain('console', account as AccountId)).kind).toBe(
    'NotAllowed',
  );
  await bench.identity.accounts.reinstate('console', account as AccountId);
  expect(bench.rolesOf(browser)).toEqual([]);
  expect((await take(again.token)).kind).toBe('InvitationOver');
  const back = new Browser();
  back.take(await bench.identity.signIn.withPassword({ login, password: PASSWORD }, back.visit));
  expect(bench.rolesOf(back)).toEqual(['outreach']);
});

test('[IDN-30] who lost their second factor sets another at their next sign-in, once an administrator has said so', async () => {
  const { browser, account, login } = await bench.person([LEAD]);
  await bench.identity.accounts.resetSecondFactor('console', account as AccountId);
  expect(bench.rolesOf(browser)).toEqual([]);
  const back = new Browser();
  const answer = await bench.identity.signIn.withPassword({ login, password: PASSWORD }, back.visit);
  expect(back.take(answer).kind).toBe('enrolment');
  await bench.enrol(back, login);
  expect(bench.rolesOf(back)).toEqual(['lead']);
});

test('[IDN-31] an account has an address of its own, names without signs of markup, and one right at least', async () => {
  const { accounts } = bench.identity;
  await invite();
  const asked = { login: 'b.personne@exemple.test', ...NAMES, grants: [TEAM] };
  expect(await accounts.invite('console', { ...asked, login: 'A.PERSONNE@exemple.test' })).toEqual({
    kind: 'LoginTaken',
  });
  expect(await accounts.invite('console', { ...asked, login: 'nom' })).toEqual({
    kind: 'Malformed',
    field: 'login',
  });
  expect(await accounts.invite('console', { ...asked, name: '<b>' })).toEqual({
    kind: 'Malformed',
    field: 'name',
  });
  expect(await accounts.invite('console', { ...asked, organisation: ' ' })).toEqual({
    kind: 'Malformed',
    field: 'organisation',
  });
  expect(await accounts.invite('console', { ...asked, grants: [] })).toEqual({
    kind: 'Malformed',
    field: 'grants',
  });
  const invented = [{ role: 'police' }] as unknown as Grant[];
  expect(await accounts.invite('console', { ...asked, grants: invented })).toEqual({
    kind: 'Malformed',
    field: 'grants',
  });
});

describe('[IDN-73] an account that is deleted', () => {
  test('opens nothing any more at once, its sessions and its links, and is known to the journal by its id alone', async () => {
    const { browser, account, login } = await bench.person([LEAD]);
    const again = await bench.identity.accounts.inviteAgain('console', account as AccountId);
    if (again.kind !== 'invited') throw new Error(again.kind);
    bench.felt.length = 0;
    expect(await bench.identity.accounts.delete('console', account as AccountId)).toEqual({ kind: 'done' });
    expect(bench.felt).toContainEqual(expect.objectContaining({ kind: 'account', account }));
    expect(bench.rolesOf(browser)).toEqual([]);
    expect(bench.identity.holders.holderOf(browser.cookie)).toEqual({ kind: 'anyone' });
    expect((await take(again.token)).kind).toBe('InvitationOver');
    const typed = { login, password: PASSWORD };
    expect(await bench.identity.signIn.withPassword(typed, new Browser().visit)).toEqual({
      kind: 'SignInRefused',
    });
    expect(bench.identity.people()).toEqual([]);
    const rows = await bench.identity.audit.page(0, 500);
    expect(rows.map(({ what }) => what)).toContainEqual({
      kind: 'AccountDeleted',
      account,
      before: ['lead'],
    });
    expect(JSON.stringify(rows)).not.toContain('Prénom');
    expect((await bench.identity.audit.verify()).kind).toBe('whole');
    // Its address is free again, for somebody else.
    expect((await invite([TEAM], login)).kind).toBe('invited');
  });

  test('is deleted by an administrator alone, and never the last one', async () => {
    const admin = await bench.administrator();
    const { browser, account } = await bench.person([LEAD]);
    const { accounts, holders } = bench.identity;
    const by = holders.holderOf(browser.cookie);
    expect(await accounts.delete(by, admin.account as AccountId)).toEqual({ kind: 'NotAllowed' });
    expect(await accounts.delete(admin.by, admin.account as AccountId)).toEqual({
      kind: 'LastAdministrator',
    });
    expect(await accounts.delete(admin.by, account as AccountId)).toEqual({ kind: 'done' });
    expect(await accounts.delete(admin.by, account as AccountId)).toEqual({ kind: 'AccountUnknown' });
  });
});
