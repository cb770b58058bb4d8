import { describe, expect, test } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { dispatchStream, restSpaceStream, settingsStream } from '#server/commands/aggregates';
import { HOUR, plus } from '#shared/kernel/instant';
import { begunAnew } from '../support/begun-anew.ts';
import { accessibilityFaults, openBrowser, openScreen, PATIENCE, type Screen } from '../support/browser.ts';
import { connect } from '../support/client.ts';
import { paris, ratpPost, space } from '../support/said.ts';
import { person, servePagesLive, type ServedLive, type SignedInPerson } from '../support/served-identity.ts';

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

/** A browser in which the administrator is signed in; without scripts, as these pages need none. */
async function asAdmin(options: BrowserContextOptions = {}): Promise<Screen> {
  const screen = await openScreen(browser, { javaScriptEnabled: false, ...options });
  const cookies = admin.cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return { name, value, url: live.url, httpOnly: true, sameSite: 'Lax' as const };
  });
  await screen.page.context().addCookies(cookies);
  return screen;
}
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
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const ofWall = () => live.app.world.wall.value('rest-space:ER-1');
const settings = () => live.app.world.state(settingsStream);
/** What the door of a space says, through its own socket and account. */
async function atDoor(...commands: Parameters<Awaited<ReturnType<typeof connect>>['send']>[0][]) {
  const staff = await person(live, { role: 'restspace', space: space('ER-1') });
  const headers = { cookie: staff.cookie, origin: live.url };
  const tablet = await connect(live.url, { door: 'restspace', space: space('ER-1') }, { headers });
  // Open since the first of them.
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  for (const command of commands) expect(await tablet.send(command)).toMatchObject({ outcome: 'accepted' });
  tablet.close();
}
const cells = async (page: Page, selector: string) =>
  (await page.locator(selector).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());

describe('the limits of a space', () => {
  test('[D01, SET-2, SET-10] are compared, published, felt on the wall, undone, and in the journal, without a script', async () => {
    await atDoor({ type: 'RecountRestSpace', space: space('ER-1'), present: 12, reason: 'releve' });
    await live.at(paris('17:02:10'));
    const { page, faults, close } = await asAdmin();
    await page.goto(`${live.url}/admin/territoire`);
    await page.getByRole('link', { name: 'Changer ER-1' }).click();
    await page.getByLabel('Jauge de jour').fill('20');
    await page.getByLabel('Jauge de nuit').fill('10');
    await page.getByRole('button', { name: 'Comparer les jauges de ER-1' }).click();
    await page.locator('[data-preview=jauges]').waitFor(PATIENCE);
    expect(await cells(page, '[data-preview] tbody tr')).toEqual([
      'Jauge de jour, en personnes 32 20',
      'Jauge de nuit, en personnes 22 10',
      'Le mur, ligne ER-1 32 / 22 20 / 10',
      'Mots possibles du mur, de jour complet, 1 à 4, 5 et plus complet, 1 à 4, 5 et plus',
      'Mots possibles du mur, de nuit complet, 1 à 4, 5 et plus complet, ouvert',
    ]);
    expect(settings()).toEqual([]);
    expect(ofWall()).toMatchObject({ jaugeJour: 32 });

    await page.getByRole('button', { name: 'Publier les jauges de ER-1' }).click();
    await page.locator('[data-done=published]').waitFor(PATIENCE);
    expect(await page.locator(':focus').getAttribute('data-done')).toBe('published');
    await live.at(paris('17:03:10'));
    expect(ofWall()).toMatchObject({ jaugeJour: 20, jaugeNuit: 10, band: '5+' });
    expect(await cells(page, '[data-standing=en-vigueur] [data-who]')).toEqual([
      live.identity.account(admin.account)?.name,
    ]);

    expect(await cells(page, '[data-standing=en-vigueur] .before')).toEqual([
      'Avant : ER-1, jauges : 32 de jour, 22 de nuit',
    ]);
    await page
      .getByRole('button', { name: /^Annuler : ER-1, jauges : 20 de jour/ })
      .first()
      .click();
    await page.locator('[data-done=undone]').waitFor(PATIENCE);
    await live.at(paris('17:04:10'));
    expect(ofWall()).toMatchObject({ jaugeJour: 32, jaugeNuit: 22 });
    expect(await page.locator('[data-standing=annule]').count()).toBe(1);
    await page.goto(`${live.url}/admin/journal?sorte=regles`);
    const rows = await cells(page, 'tr[data-row=ConfigurationChanged]');
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/Configuration changée.* territoire/);
    expect(faults).toEqual([]);
    await close();
  });

  test('[D07, SET-4] that are wrong are refused on top, in the field, with what was typed', async () => {
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/territoire?espace=ER-1`);
    await page.getByLabel('Jauge de jour').fill('20');
    await page.getByLabel('Jauge de nuit').fill('25');
    await page.getByLabel('À partir de').first().fill('2026-12-01T08:00');
    await page.getByRole('button', { name: 'Comparer les jauges de ER-1' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /jauge de nuit dépasse/ })
      .waitFor(PATIENCE);
    expect(await page.locator(':focus').getAttribute('id')).toBe('nuit');
    expect(await page.getByLabel('Jauge de nuit').inputValue()).toBe('25');
    expect(await page.getByLabel('À partir de').first().inputValue()).toBe('2026-12-01T08:00');
    await page.getByLabel('Jauge de nuit').fill('12');
    await page.getByLabel('À partir de').first().fill('2026-11-01T08:00');
    await page.getByRole('button', { name: 'Comparer les jauges de ER-1' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /Cette date est passée/ })
      .waitFor(PATIENCE);
    expect(await page.locator(':focus').getAttribute('id')).toBe('du-jauges');
    await close();
    const typed = { genre: 'jauges', espace: 'ER-1', nuit: '10', du: '', vu: '' };
    for (const jour of ['', '-3', '1e2', '900', '32.5']) {
      const answer = await post('/admin/territoire?/publier', admin.cookie, { ...typed, jour });
      expect([jour, answer.status]).toEqual([jour, 400]);
    }
  });

  test('[SET-6] changed by somebody else meanwhile are not written over: the page says so', async () => {
    const first = { genre: 'jauges', espace: 'ER-2', jour: '13', nuit: '9', du: '', vu: '' };
    expect((await post('/admin/territoire?/publier', admin.cookie, first)).status).toBe(200);
    const late = await post('/admin/territoire?/publier&espace=ER-2', admin.cookie, { ...first, jour: '12' });
    expect(late.status).toBe(400);
    expect(await late.text()).toContain('Ce réglage a changé entre-temps');
  });

  test('[SET-11, PRV-20] a preview is the same bytes whoever is inside', async () => {
    const typed = { genre: 'jauges', espace: 'ER-1', jour: '15', nuit: '10', du: '', vu: '' };
    const previewed = async () => {
      const text = await (await post('/admin/territoire?/comparer&espace=ER-1', admin.cookie, typed)).text();
      return text.slice(
        text.indexOf('data-preview'),
        text.indexOf('</section>', text.indexOf('data-preview')),
      );
    };
    const before = await previewed();
    expect(before).toContain('15 / 10');
    await atDoor({ type: 'RecountRestSpace', space: space('ER-1'), present: 15, reason: 'doute' });
    expect(await previewed()).toBe(before);
  });
});

describe('a closure', () => {
  test('[SET-7] is planned with its dates, listed as to come, closes the space on the wall at its hour', async () => {
    await atDoor();
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/territoire?espace=ER-1`);
    const form = page.getByRole('form', { name: 'Fermeture prévue' });
    await form.getByLabel('À partir de').fill('2026-11-21T17:30');
    await form.getByLabel('Fin prévue').fill('2026-11-21T20:00');
    await form.getByRole('button').click();
    await page.locator('[data-preview=fermeture]').waitFor(PATIENCE);
    expect(await page.locator('[data-preview]').innerText()).toContain('21/11/2026 17:30');
    await page.getByRole('button', { name: 'Publier la fermeture de ER-1' }).click();
    await page.locator('[data-setting=fermeture][data-standing=a-venir]').waitFor(PATIENCE);
    await live.at(paris('17:29:30'));
    expect(live.app.world.state(restSpaceStream(space('ER-1'))).kind).toBe('ouvert');
    await live.at(paris('17:30:10'));
    expect(live.app.world.state(restSpaceStream(space('ER-1')))).toMatchObject({
      kind: 'ferme',
      reason: 'travaux',
      until: paris('20:00'),
    });
    expect(ofWall()).toMatchObject({ band: 'ferme' });
    await page.goto(`${live.url}/admin/territoire`);
    await page.getByRole('button', { name: /^Annuler : ER-1 fermé/ }).click();
    await page.getByText('reste jusqu’à ce que son équipe l’ouvre').waitFor(PATIENCE);
    await close();
  });

  test('[SET-2] hours of opening are read by the page of the space and by the export from the moment they hold', async () => {
    const typed = { genre: 'horaires', espace: 'ER-3', ouverture: 'plage', du: '', vu: '' };
    const published = { ...typed, ouvre: '09:00', ferme: '19:30' };
    expect((await post('/admin/territoire?/publier', admin.cookie, published)).status).toBe(200);
    const { restSpaces } = live.app.host.inForce();
    expect(restSpaces.find(({ id }) => id === 'ER-3')?.hours).toMatchObject({
      opens: '09:00',
      closes: '19:30',
    });
    const lead = await person(live, { role: 'lead' });
    const service = await fetch(`${live.url}/fhir/R4/HealthcareService/ER-3`, {
      headers: { cookie: lead.cookie },
    });
    expect(await service.text()).toContain('09:00:00');
  });
});

describe('the delays of the alarms', () => {
  test('[D02, SET-12, SET-14] are tried on the days that are kept, published, followed, undone and reset', async () => {
    const post2 = await person(live, { role: 'ratp', post: ratpPost('RATP-1') });
    const agent = await connect(
      live.url,
      { door: 'ratp', post: ratpPost('RATP-1') },
      { headers: { cookie: post2.cookie, origin: live.url } },
    );
    const at = live.clock.now();
    const report = {
      type: 'FileReport',
      origin: 'ratp',
      place: { kind: 'station', id: 'st-stalingrad' },
      kind: 'groupe',
      people: '5-9',
      seenAt: at,
    } as unknown as Parameters<typeof agent.send>[0];
    expect(await agent.send(report)).toMatchObject({ outcome: 'accepted' });
    agent.close();
    await live.at(plus(at, HOUR / 2));
    expect(live.app.world.state(dispatchStream).reports.size).toBe(1);

    const { page, faults, close } = await asAdmin();
    await page.goto(`${live.url}/admin/seuils`);
    await page.getByLabel('Demande RATP sans accusé').fill('45');
    await page.getByRole('button', { name: 'Essayer sur les jours gardés' }).click();
    await page.locator('[data-preview=delais]').waitFor(PATIENCE);
    const row = page.locator('[data-trial=A3]');
    expect([await row.getAttribute('data-before'), await row.getAttribute('data-after')]).toEqual(['1', '0']);
    expect(await row.innerText()).toContain('non gardé');
    expect(await page.locator('[data-preview]').innerText()).toContain('ne sont qu’en mémoire');
    expect(settings().some(({ setting }) => setting.kind === 'delais')).toBe(false);
    await page.getByRole('button', { name: 'Publier ces seuils' }).click();
    await page.locator('[data-done=published]').waitFor(PATIENCE);
    expect(live.app.host.inForce().thresholds.reportAcknowledgeMin).toBe(45);
    expect(await page.getByLabel('Demande RATP sans accusé').inputValue()).toBe('45');
    expect(await cells(page, '[data-standing=en-vigueur] .before')).toEqual([
      'Demande RATP sans accusé : 10 min → 45 min',
    ]);

    await page.getByRole('button', { name: 'Essayer les seuils du territoire' }).click();
    await page.getByRole('button', { name: 'Publier ces seuils' }).click();
    await page.locator('[data-done=published]').waitFor(PATIENCE);
    expect(live.app.host.inForce().thresholds.reportAcknowledgeMin).not.toBe(45);
    await page
      .getByRole('button', { name: /^Annuler : Seuils/ })
      .first()
      .click();
    await page.locator('[data-done=undone]').waitFor(PATIENCE);
    expect(live.app.host.inForce().thresholds.reportAcknowledgeMin).toBe(45);
    expect(faults).toEqual([]);
    await close();
  });

  test('[D07, SET-4] out of order or out of bounds are refused by the field', async () => {
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/seuils`);
    await page.getByLabel('Équipe sans signe : prévenir').fill('200');
    await page.getByRole('button', { name: 'Essayer sur les jours gardés' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /pas dans l’ordre/ })
      .waitFor(PATIENCE);
    expect(await page.locator(':focus').getAttribute('id')).toBe('silentWarnMin');
    expect(await page.getByLabel('Équipe sans signe : prévenir').inputValue()).toBe('200');
    await close();
  });
});

test('[D05, SET-10] nobody but an administrator reads a setting, tries one, publishes one or undoes one', async () => {
  const before = settings().length;
  const change = settings()[0]?.id ?? '';
  const typed = { genre: 'jauges', espace: 'ER-1', jour: '15', nuit: '10', du: '', vu: '' };
  for (const grant of [{ role: 'lead' }, { role: 'coordination' }, { role: 'auditor' }] as const) {
    const { cookie } = await person(live, grant);
    for (const path of ['/admin/territoire', '/admin/seuils']) {
      expect([grant.role, (await fetch(`${live.url}${path}`, { headers: { cookie } })).status]).toEqual([
        grant.role,
        403,
      ]);
      for (const act of ['comparer', 'publier', 'annuler']) {
        const answer = await post(`${path}?/${act}`, cookie, { ...typed, changement: change });
        expect([grant.role, act, answer.status]).toEqual([grant.role, act, 403]);
      }
    }
    const visit = { cookie, address: undefined, userAgent: undefined };
    const desk = live.app.host.settings;
    expect(await desk.sheet(visit)).toBeNull();
    const undo = { type: 'UndoSetting', setting: change as never } as const;
    expect(await desk.publish(undo, visit)).toEqual({ kind: 'NotAllowed' });
    expect(await desk.preview(undo, visit)).toEqual({ kind: 'NotAllowed' });
  }
  expect(settings()).toHaveLength(before);
});

test('[D03, SET-15] the page of health announces how many facts the next hour erases', async () => {
  const { page, close } = await asAdmin();
  await page.goto(`${live.url}/admin/sante`);
  expect(await page.getByText(/Au prochain passage, faits effacés\s: \d+/).count()).toBe(1);
  expect(await page.locator('[data-next-erased]').count()).toBe(5);
  await close();
});

describe('every state of these pages', () => {
  const STATES = [
    { name: 'list', path: '/admin/territoire', body: null },
    { name: 'space', path: '/admin/territoire?espace=ER-1', body: null },
    {
      name: 'preview',
      path: '/admin/territoire?espace=ER-1',
      body: 'Comparer les jauges de ER-1',
    },
    { name: 'delays', path: '/admin/seuils', body: null },
    { name: 'trial', path: '/admin/seuils', body: 'Essayer sur les jours gardés' },
  ] as const;

  test.each(STATES)('[D07, U05] $name has no fault, in both themes, from 320 px to 1366', async (state) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults, close } = await asAdmin({ colorScheme, javaScriptEnabled: true });
      for (const width of [320, 768, 1366]) {
        await page.setViewportSize({ width, height: 768 });
        expect((await page.goto(`${live.url}${state.path}`))?.status()).toBe(200);
        if (state.name === 'preview') await page.getByLabel('Jauge de jour').fill('18');
        if (state.name === 'preview') await page.getByLabel('Jauge de nuit').fill('11');
        if (state.name === 'trial') await page.getByLabel('Ménage d’un lit trop long').fill('77');
        if (state.body !== null) {
          await page.getByRole('button', { name: state.body }).click();
          await page.locator('[data-preview]').waitFor(PATIENCE);
        }
        expect([state.name, width, await overflow(page)]).toEqual([state.name, width, 0]);
        if (width !== 768) expect(await accessibilityFaults(page)).toEqual([]);
      }
      expect(faults).toEqual([]);
      await close();
    }
  });

  test('[D07] a limit is changed by the keyboard alone', async () => {
    const { page, close } = await asAdmin();
    await page.goto(`${live.url}/admin/territoire?espace=ER-2`);
    await page.getByLabel('Jauge de jour').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('16');
    await page.keyboard.press('Enter');
    await page.locator('[data-preview=jauges]').waitFor(PATIENCE);
    expect(await page.locator(':focus').getAttribute('data-preview')).toBe('jauges');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Publier les jauges de ER-2');
    await page.keyboard.press('Enter');
    await page.locator('[data-done=published]').waitFor(PATIENCE);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('[data-done=undone]').waitFor(PATIENCE);
    await close();
  });
});
