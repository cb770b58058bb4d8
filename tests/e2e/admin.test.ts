import { describe, expect, test, vi } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import type { Grant } from '#shared/access/grant';
import { JOURNAL_GROUPS, JOURNAL_KINDS } from '#shared/access/journal-desk';
import { HOUR, plus } from '#shared/kernel/instant';
import { whatSchema } from '#server/accounts/identity/told';
import { begunAnew } from '../support/begun-anew.ts';
import { accessibilityFaults, openBrowser, openScreen, PATIENCE, type Screen } from '../support/browser.ts';
import { connect, onTour } from '../support/client.ts';
import { paris, pass, slotAt, team, zone } from '../support/said.ts';
import { person, servePagesLive, type ServedLive, type SignedInPerson } from '../support/served-identity.ts';
import { territory } from '../support/served-app.ts';

const PAGES = [
  '/admin/territoire',
  '/admin/seuils',
  '/admin',
  '/admin/comptes',
  '/admin/diffusion',
  '/admin/journal',
  '/admin/sante',
] as const;
const PLACE = territory.surface.zones[0]?.name ?? '';
const TEAM: Grant = { role: 'outreach', team: team('T2') };

let browser: Browser;
let live: ServedLive;
let admin: SignedInPerson;
begunAnew(
  async () => {
    [browser, live] = await Promise.all([openBrowser({ webgl: false }), servePagesLive(paris('17:01:10'))]);
    admin = await person(live, { role: 'admin' });
  },
  async () => {
    await browser.close();
    await live.stop();
  },
);

/** A browser in which this person is signed in. */
async function signedIn(
  { cookie }: { cookie: string },
  options: BrowserContextOptions = {},
): Promise<Screen> {
  const screen = await openScreen(browser, options);
  const cookies = cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return { name, value, url: live.url, httpOnly: true, sameSite: 'Lax' as const };
  });
  await screen.page.context().addCookies(cookies);
  return screen;
}

const asAdmin = (options?: BrowserContextOptions) => signedIn(admin, options);
const post = (path: string, cookie: string, fields: Record<string, string>) =>
  fetch(`${live.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie,
      origin: live.url,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields),
  });
const grantsOf = (account: string) => live.identity.account(account as SignedInPerson['account'])?.grants;
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('every page of the administration', () => {
  test.each(PAGES)('[D07, U05] %s has no fault, in both themes, from 320 px to 1366', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults, asked, close } = await asAdmin({ colorScheme });
      for (const width of [320, 768, 1366]) {
        await page.setViewportSize({ width, height: 768 });
        expect((await page.goto(`${live.url}${path}`))?.status()).toBe(200);
        expect([path, width, await overflow(page)]).toEqual([path, width, 0]);
        if (width !== 768) expect(await accessibilityFaults(page)).toEqual([]);
      }
      expect(faults).toEqual([]);
      expect(asked.filter((url) => !url.startsWith(live.url))).toEqual([]);
      await close();
    }
  });

  test('[D05] opens to an administrator; an auditor reads the journal and the policy, others nothing', async () => {
    const auditor = await person(live, { role: 'auditor' });
    const phone = await person(live, TEAM);
    const lead = await person(live, { role: 'lead' });
    const files = ['/admin/journal.csv', '/admin/journal.jsonl'];
    for (const path of [...PAGES, ...files]) {
      const ask = async (cookie: string) =>
        (await fetch(`${live.url}${path}`, { headers: { cookie }, redirect: 'manual' })).status;
      const reads = files.includes(path) || /journal|diffusion/.test(path);
      expect([path, await ask(admin.cookie)]).toEqual([path, 200]);
      expect([path, await ask(auditor.cookie)]).toEqual([path, reads ? 200 : 403]);
      expect([path, await ask(lead.cookie)]).toEqual([path, 403]);
      expect([path, await ask(phone.cookie)]).toEqual([path, 403]);
      expect([path, await ask('')]).toEqual([path, 303]);
    }
    const { page, close } = await signedIn(auditor);
    await page.goto(`${live.url}/admin/journal`);
    expect(await page.locator('nav a').allTextContents()).toEqual(['Diffusion', 'Journal']);
    await close();
  });

  test('[D05, IDN-26] an act is refused to whoever may not administer, whatever page it comes from', async () => {
    const auditor = await person(live, { role: 'auditor' });
    const victim = await person(live, TEAM);
    for (const name of ['suspendre', 'facteur', 'lien', 'comparer', 'appliquer', 'inviter']) {
      const answer = await post(`/admin/comptes?/${name}&compte=${victim.account}`, auditor.cookie, {
        grants: 'admin',
        before: 'outreach:T2',
      });
      expect([name, answer.status]).toEqual([name, 403]);
    }
    expect(live.identity.account(victim.account)?.state).toBe('active');
    expect(grantsOf(victim.account)).toEqual([TEAM]);
  });

  test('[D07] is used by the keyboard alone, without a script of ours', async () => {
    const { page, close } = await asAdmin({ javaScriptEnabled: false });
    await page.goto(`${live.url}/admin`);
    const tab = page.locator('nav a', { hasText: 'Comptes, rôles' });
    for (let presses = 0; presses < 6; presses += 1) {
      if (await tab.evaluate((link) => link === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Comptes, rôles' }).waitFor(PATIENCE);
    expect(await page.locator('nav a[aria-current=page]').textContent()).toBe('Comptes, rôles');
    await page.getByLabel('Adresse électronique').focus();
    await page.keyboard.type('au-clavier@exemple.test');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Prénom Nom au clavier');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Organisme à configurer');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.locator('[data-link]').waitFor(PATIENCE);
    expect(grantsOf(live.identity.people().find(({ name }) => name.endsWith('clavier'))?.id ?? '')).toEqual([
      { role: 'lead' },
    ]);
    await close();
  });
});

describe('accounts', () => {
  test('[D01, IDN-24] an invitation’s link is shown once, works, and is nowhere in an address', async () => {
    const { page, asked, faults, close } = await asAdmin();
    await page.goto(`${live.url}/admin/comptes`);
    await page.getByLabel('Adresse électronique').fill('invitee@exemple.test');
    await page.getByLabel('Nom de la personne').fill('Prénom Nom invité');
    await page.getByLabel('Organisation').fill('Organisme à configurer');
    await page.getByLabel('Équipe de maraude T2').check();
    await page.getByRole('button', { name: 'Créer l’invitation' }).click();
    const link = new URL((await page.locator('[data-link]').textContent(PATIENCE)) ?? '');
    expect(link.origin + link.pathname).toBe(`${live.url}/connexion/invitation`);
    const token = link.hash.slice(1);
    expect(
      await live.identity.invitations.look(token, {
        cookie: undefined,
        address: '192.0.2.9',
        userAgent: undefined,
      }),
    ).toMatchObject({ kind: 'account', login: 'invitee@exemple.test' });
    expect(await page.locator(':focus').getAttribute('data-done')).toBe('linked');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${live.url}/admin/comptes`);
    expect(await page.content()).not.toContain(token);
    expect(await page.locator('tr[data-account=invited]', { hasText: 'Prénom Nom invité' }).count()).toBe(1);
    expect(asked.filter((url) => url.includes(token))).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test('[D07] a form that is wrong says so on top, focuses its first wrong field, and sends back no name', async () => {
    const { page, close } = await asAdmin();
    const fill = async (login: string) => {
      await page.goto(`${live.url}/admin/comptes`);
      await page.getByLabel('Adresse électronique').fill(login);
      await page.getByLabel('Nom de la personne').fill('Quelqu’un de précis');
      await page.getByLabel('Organisation').fill('Organisme à configurer');
    };
    await fill(admin.login);
    await page.getByLabel('Auditeur').check();
    await page.getByRole('button', { name: 'Créer l’invitation' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: 'Un compte a déjà cette adresse' })
      .waitFor(PATIENCE);
    expect(await page.locator(':focus').getAttribute('id')).toBe('login');
    expect(await page.getByLabel('Adresse électronique').inputValue()).toBe(admin.login);
    expect(await page.getByLabel('Auditeur').isChecked()).toBe(true);
    expect(await page.content()).not.toContain('Quelqu’un de précis');
    expect(await accessibilityFaults(page)).toEqual([]);

    await fill('sans-droit@exemple.test');
    await page.getByRole('button', { name: 'Créer l’invitation' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Cochez au moins un droit' }).waitFor(PATIENCE);
    expect(await page.locator(':focus').getAttribute('id')).toBe('grants');
    await close();
  });

  test('[D01] a change of rights is compared, applied, felt at once, and rolled back', async () => {
    const someone = await person(live, TEAM);
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/comptes?compte=${someone.account}`);
    await page.getByLabel('Équipe de maraude T2').uncheck();
    await page.getByLabel('Auditeur').check();
    await page.getByRole('button', { name: 'Comparer avant et après' }).click();
    await page.locator('[data-diff]').waitFor(PATIENCE);
    const diff = (await page.locator('[data-diff]').innerText()).replaceAll(/\s+/g, ' ');
    expect(diff).toContain('retiré : Équipe de maraude T2');
    expect(diff).toContain('ajouté : Auditeur');
    expect(grantsOf(someone.account)).toEqual([TEAM]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /^Appliquer ces droits/ }).click();
    await page.locator('[data-done=changed]').waitFor(PATIENCE);
    const { holders } = live.identity;
    expect(holders.grantsOf(holders.holderOf(someone.cookie))).toEqual([{ role: 'auditor' }]);
    await page.getByRole('button', { name: 'Revenir aux droits d’avant' }).click();
    await page.locator('[data-done=changed]').waitFor(PATIENCE);
    await expect.poll(() => grantsOf(someone.account)).toEqual([TEAM]);
    await page.goto(`${live.url}/admin/journal?sorte=comptes&personne=${someone.account}`);
    const rows = await page.locator('tr[data-row=AccountChanged]').allInnerTexts();
    expect(rows[0]).toContain('Auditeur → Équipe de maraude');
    expect(rows[1]).toContain('Équipe de maraude → Auditeur');
    await close();
  });

  test('[D01] rights that changed meanwhile are not written over: they are compared again', async () => {
    const someone = await person(live, TEAM);
    const path = `/admin/comptes?/appliquer&compte=${someone.account}`;
    const late = await post(path, admin.cookie, { before: 'auditor', grants: 'lead' });
    expect(await late.text()).toContain('ont changé entre-temps');
    expect(grantsOf(someone.account)).toEqual([TEAM]);
    const elsewhere = await post(path, admin.cookie, { before: 'outreach:T2', grants: 'outreach:T99' });
    expect(elsewhere.status).toBe(400);
    expect(grantsOf(someone.account)).toEqual([TEAM]);
  });

  test('[D01, IDN-29] an account is suspended by a button that names it, and reinstated', async () => {
    const someone = await person(live, TEAM);
    const name = live.identity.account(someone.account)?.name ?? '';
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/comptes?compte=${someone.account}`);
    await page.getByRole('button', { name: `Suspendre ${name}`, exact: true }).click();
    await page.locator('[data-done=suspended]').waitFor(PATIENCE);
    expect(live.identity.holders.holderOf(someone.cookie).kind).toBe('anyone');
    expect(await page.locator('[data-state]').textContent()).toBe('suspendu');
    await page.getByRole('button', { name: `Rétablir ${name}`, exact: true }).click();
    await page.locator('[data-done=reinstated]').waitFor(PATIENCE);
    expect(live.identity.account(someone.account)?.state).toBe('active');
    await close();
  });

  test('[D01, IDN-30] a lost second factor is erased once its consequence was read', async () => {
    const someone = await person(live, { role: 'lead' });
    const name = live.identity.account(someone.account)?.name ?? '';
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/comptes?compte=${someone.account}`);
    const act = page.getByRole('button', { name: `Effacer le second facteur de ${name}`, exact: true });
    expect(await act.isVisible()).toBe(false);
    await page.locator('summary', { hasText: 'second facteur' }).click();
    await act.click();
    await page.locator('[data-done=factor-reset]').waitFor(PATIENCE);
    expect(live.identity.account(someone.account)?.secondFactor).toBeNull();
    expect(live.identity.holders.holderOf(someone.cookie).kind).toBe('anyone');
    await close();
  });

  test('[D01, IDN-73] an account is deleted once its consequence was read, and its screen closes at once', async () => {
    const someone = await person(live, { role: 'lead' });
    const name = live.identity.account(someone.account)?.name ?? '';
    const console = await signedIn(someone);
    await console.goLive(`${live.url}/maraudes`);
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/comptes?compte=${someone.account}`);
    const act = page.getByRole('button', { name: `Supprimer le compte de ${name}`, exact: true });
    expect(await act.isVisible()).toBe(false);
    await page.locator('summary', { hasText: 'Supprimer' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await act.click();
    await page.locator('[data-done=deleted]').waitFor(PATIENCE);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.screenshot({ path: 'test-results/screens/admin-compte-supprime.png', fullPage: true });
    await console.page.locator('[data-shut], form').first().waitFor(PATIENCE);
    expect(await console.page.content()).not.toContain(PLACE);
    expect(live.identity.account(someone.account)).toBeUndefined();
    expect(await page.content()).not.toContain(someone.login);
    await page.goto(`${live.url}/admin/journal?sorte=comptes&personne=${someone.account}`);
    const row = page.locator('tr[data-row=AccountDeleted]');
    expect(await row.count()).toBe(1);
    expect(await row.innerText()).toContain(`${someone.account.slice(0, 4)}`);
    expect(await page.content()).not.toContain(name);
    await console.close();
    await close();
  });

  test('[D01, IDN-27] the last administrator is not suspended, and keeps the right', async () => {
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/comptes?compte=${admin.account}`);
    expect(await page.getByRole('button', { name: /^Suspendre/ }).count()).toBe(0);
    expect(await page.getByText('Dernier compte d’administration actif').count()).toBe(1);
    await close();
    const path = (act: string) => `/admin/comptes?/${act}&compte=${admin.account}`;
    for (const answer of [
      await post(path('suspendre'), admin.cookie, {}),
      await post(path('appliquer'), admin.cookie, { before: 'admin', grants: 'auditor' }),
    ]) {
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('dernier compte d’administration actif');
    }
    expect(live.identity.account(admin.account)?.state).toBe('active');
    expect(grantsOf(admin.account)).toEqual([{ role: 'admin' }]);
  });

  test('[D05] a form sent from another site does nothing', async () => {
    const someone = await person(live, TEAM);
    const answer = await fetch(`${live.url}/admin/comptes?/suspendre&compte=${someone.account}`, {
      method: 'POST',
      headers: {
        cookie: admin.cookie,
        origin: 'https://ailleurs.exemple.test',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: '',
    });
    expect(answer.status).toBe(403);
    expect(live.identity.account(someone.account)?.state).toBe('active');
  });
});

describe('the journal', () => {
  test('[D09, IDN-39] its rows, and who looked, hold no zone, station, team or code, in the page and in both files', async () => {
    const lead = await person(live, { role: 'lead' }, TEAM);
    await fetch(`${live.url}/maraudes`, { headers: { cookie: lead.cookie } });
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/journal?sorte=regards`);
    await page.locator('tr[data-row=ViewOpened]').first().waitFor(PATIENCE);
    const shown = await page.locator('tbody').innerText();
    await page.goto(`${live.url}/admin/journal`);
    const all = await page.locator('tbody').innerText();
    await close();
    const files = await Promise.all(
      ['csv', 'jsonl'].map(async (form) =>
        (await fetch(`${live.url}/admin/journal.${form}`, { headers: { cookie: admin.cookie } })).text(),
      ),
    );
    expect(
      files[1]
        ?.trim()
        .split('\n')
        .every((line) => typeof JSON.parse(line) === 'object'),
    ).toBe(true);
    const named = [
      ...territory.surface.zones,
      ...territory.surface.sectors,
      ...territory.underground.stations,
      ...territory.teams,
      ...territory.services.restSpaces,
    ].flatMap((place) =>
      'name' in place && typeof place.name === 'string' ? [place.id, place.name] : [place.id],
    );
    for (const text of [shown, all, ...files]) {
      const found = named.filter((word) =>
        new RegExp(`(?<![\\w-])${RegExp.escape(word)}(?![\\w-])`).test(text),
      );
      expect(found).toEqual([]);
    }
    expect(shown).toContain('Chef de vacation');
  });

  test('[D09] is read by day, by person and by kind, and an empty answer says so', async () => {
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/journal`);
    await page.getByLabel('Quoi').selectOption({ label: 'Connexions' });
    await page.getByLabel('Qui', { exact: true }).selectOption(admin.account);
    await page.getByRole('button', { name: 'Filtrer' }).click();
    await page.waitForURL(/sorte=connexions/);
    const kinds = await page
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));
    expect(new Set(kinds)).toEqual(new Set(['SignedIn']));
    await page.getByLabel('Jour', { exact: true }).fill('2020-01-01');
    await page.getByRole('button', { name: 'Filtrer' }).click();
    await page.locator('[data-empty]').waitFor(PATIENCE);
    expect(await accessibilityFaults(page)).toEqual([]);
    await close();
  });

  test('[D09, IDN-43] tells in words that its chain is whole, then which row is the first that is not', async () => {
    const { page, close } = await asAdmin();
    const verify = async () => {
      await page.goto(`${live.url}/admin/journal`);
      await page.getByRole('button', { name: 'Vérifier la chaîne' }).click();
      await page.locator('[data-verdict]').waitFor(PATIENCE);
      return (await page.locator('[data-verdict]').innerText()).replaceAll(/\s+/g, ' ');
    };
    expect(await verify()).toMatch(/Chaîne intacte : \d+ lignes vérifiées/);
    expect(await accessibilityFaults(page)).toEqual([]);
    // The file is locked by the server that runs: that each tampering is found is told by the audit's own tests.
    for (const [why, words] of [
      ['edited', 'n’est plus ce qui a été écrit'],
      ['missing', 'Cette ligne manque'],
      ['out-of-order', 'n’est pas à sa place'],
    ] as const) {
      vi.spyOn(live.identity.audit, 'verify').mockResolvedValueOnce({ kind: 'broken', n: 3, why });
      const said = await verify();
      expect(said).toContain('la première ligne en cause est la n° 3');
      expect(said).toContain(words);
    }
    expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe('broken');
    expect(await accessibilityFaults(page)).toEqual([]);
    await close();
  });

  test('[D09] every kind that the audit knows has its words and its group', () => {
    const known = whatSchema.options.map(({ shape }) => shape.kind.value);
    expect([...JOURNAL_KINDS].sort()).toEqual([...known].sort());
    expect(Object.values(JOURNAL_GROUPS).flat().sort()).toEqual([...known].sort());
  });
});

describe('policy, territory and health', () => {
  test('[D05] the territory is shown as it was accepted, without a cell of it, with what is left to configure', async () => {
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/territoire`);
    expect(await page.locator('[data-sector]').count()).toBe(territory.surface.sectors.length);
    expect(await page.locator('[data-space]').count()).toBe(territory.services.restSpaces.length);
    const awaited = page.locator('[data-awaited="services.json"] li').first();
    expect((await awaited.innerText()).split('\n')).toEqual([
      'Espace de repos ER-2\u202f: nom',
      'restSpaces.1.name',
    ]);
    const text = await page.content();
    expect(
      territory.surface.zones.flatMap(({ cells }) => cells).filter((cell) => text.includes(cell)),
    ).toEqual([]);
    expect(await page.locator('main form, main input, main button').count()).toBe(0);
    await close();
  });

  test('[D08] no page and no act changes the policy: it is shown as it is applied', async () => {
    const { hash } = live.app.host.policy;
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/diffusion`);
    expect(await page.locator('[data-hash]').textContent()).toBe(live.app.host.policy.hash);
    expect(await page.locator('main form, main input, main button').count()).toBe(0);
    await page.locator('summary').click();
    expect(JSON.parse((await page.locator('pre').textContent()) ?? '')).toEqual(live.app.host.policy.text);
    await close();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const headers = { cookie: admin.cookie, origin: live.url, 'content-type': 'application/json' };
      const answer = await fetch(`${live.url}/admin/diffusion`, { method, headers, body: '{}' });
      // Turned away at the door, or by a page that takes none.
      expect([method, [403, 405].includes(answer.status)]).toEqual([method, true]);
      expect(live.app.host.policy.hash).toBe(hash);
    }
  });

  test('[D03] what is kept is told by class, with the next purge, and what is over is gone after it', async () => {
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/sante`);
    expect(await page.locator('[data-kept]').count()).toBe(5);
    expect(await page.locator('[data-next-purge]').getAttribute('data-next-purge')).toBe(paris('18:00'));
    expect(await page.locator('main').innerText()).toMatch(/72\sh/);
    expect(await page.locator('[data-kept=r72h] time').count()).toBe(0);
    const phone = await person(live, TEAM);
    const tour = await onTour(live.url, team('T2'), phone.cookie);
    await tour.send(pass(zone('z-ourcq'), slotAt('17:00'), '5-9'));
    tour.close();
    for (let hour = 1; hour <= 73; hour += 1) await live.at(plus(paris('17:05'), hour * HOUR));
    await page.reload();
    const erased = await page.locator('[data-kept=r72h] time').getAttribute('datetime');
    expect(erased !== null && erased >= plus(paris('17:05'), 70 * HOUR)).toBe(true);
    expect(await page.locator('[data-kept=r72h] [data-about]').getAttribute('data-about')).toMatch(/^\d*0$/);
    await close();
  });

  test('[D05] connections are counted by what they watch, and never named', async () => {
    const lead = await person(live, { role: 'lead' });
    const client = await connect(
      live.url,
      { door: 'lead' },
      { headers: { cookie: lead.cookie, origin: live.url } },
    );
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/sante`);
    expect(await page.locator('[data-connected=lead]').textContent()).toBe('1');
    expect(await page.locator('main').innerText()).not.toContain(lead.login);
    client.close();
    await close();
  });
});
