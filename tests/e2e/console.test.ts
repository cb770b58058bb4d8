import type { Browser, Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  pressAzerty,
  takePicture,
  untilMapIdle,
  type Screen,
} from '../support/browser.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { paris } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { DispatchDay, PLACES } from './dispatch-day.ts';

const START = paris('15:00');

// One afternoon on one server: its time goes forward from test to test.
let browser: Browser;
let served: Served;
let day: DispatchDay;
let screen: Screen;
let page: Page;
let now: Instant;
/** What stands in the queue at every size, once it does. */
let report: CommandId | undefined;
begunAnew(
  async () => {
    [browser, served] = await Promise.all([openBrowser({ webgl: false }), servePages(START)]);
    [now, report] = [START, undefined];
    day = await DispatchDay.begin(served);
    await day.out('T1', PLACES.chapelle, 'disponible');
    await day.out('T2', PLACES.stalingrad, 'sur-place');
    await day.out('T3', PLACES.chateauRouge, 'sous-terre');
    await day.out('T4', PLACES.rosaParks, 'disponible');
    await day.out('T5', PLACES.belleville, 'sur-place');
  },
  async () => {
    day.close();
    await browser.close();
    await served.stop();
  },
);
beforeEach(async () => {
  screen = await openScreen(browser);
  page = screen.page;
});
afterEach(() => screen.close());

const open = (on = screen) => on.goLive(`${served.url}/maraudes`);
const press = (key: string, code: string) => pressAzerty(page, key, code);
const row = (id: string, on = page) => on.locator(`[data-report="${id}"]`);
const cell = (name: string, on = page) => on.locator(`[data-cell="${name}"]`);
const strip = () => page.locator('footer .strip');
const held = (key: string) => day.held(key) as Record<string, unknown> | undefined;
const step = (id: string) => expect.poll(() => held(`report:${id}`)?.['step'], PATIENCE);
const later = (minutes: number) => served.at((now = plus(now, minutes * MINUTE)));

describe('requests', () => {
  test('[K01] a request is acknowledged in one key and given in three, keyboard only, on AZERTY codes', async () => {
    const id = await day.report('ratp', PLACES.dormoy, 'groupe', now);
    await open();
    await row(id).waitFor();
    await press('a', 'KeyQ');
    await step(id).toBe('accuse');

    await press('j', 'KeyJ');
    await page.keyboard.press('Enter');
    await page.locator('[data-give]').first().waitFor();
    await press('"', 'Digit3');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-give'))).toBe('T3');
    await press('&', 'Digit1');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-give')), PATIENCE)
      .toBe('T1');
    await page.keyboard.press('Enter');
    await step(id).toBe('assigne');
    await expect.poll(() => row(id).innerText(), PATIENCE).toContain('T1 envoyée');

    // [K05] The strip gives the exact former state back, on the server.
    await expect.poll(() => strip().innerText(), PATIENCE).toContain('Mission envoyée à T1');
    await press('u', 'KeyU');
    await step(id).toBe('accuse');
    expect(held(`report:${id}`)).toMatchObject({ to: null, acknowledgedAt: expect.any(String) as string });
    await page.getByRole('button', { name: 'Historique' }).click();
    expect(await page.locator('#historique li').first().innerText()).toContain('annulé');
    await day.say(day.lead, { type: 'CloseReport', report: id, outcome: 'personne-partie' });
    await expect.poll(() => row(id).count(), PATIENCE).toBe(0);
  });

  test('[K01] a suggestion is three clicks, says why, and nobody is sent before the last', async () => {
    const id = await day.report('riverain', PLACES.ourcq, 'personne-en-difficulte', now);
    await open();
    await row(id).getByRole('button', { name: 'Accuser' }).click();
    await row(id).getByRole('button', { name: 'Affecter' }).click();
    const first = row(id).locator('[data-give]').first();
    expect(await first.getAttribute('data-give')).toBe('T4');
    expect(await first.innerText()).toContain('dispo, zone voisine');
    expect(held(`report:${id}`)?.['to']).toBeNull();
    await first.click();
    await step(id).toBe('assigne');
    // The undo is also in the history, when the strip has gone.
    await page.getByRole('button', { name: 'Historique' }).click();
    await page.locator('[data-deed="GiveMission"]').getByRole('button').click();
    await step(id).toBe('accuse');
    await day.say(day.lead, { type: 'CloseReport', report: id, outcome: 'infonde' });
  });

  test('[K05] an undo that is pressed again while its answer is on its way is said once', async () => {
    const id = await day.report('riverain', PLACES.ourcq, 'groupe', now);
    const answers = await holdAnswers(page);
    await open();
    await row(id).getByRole('button', { name: 'Accuser' }).click();
    await row(id).getByRole('button', { name: 'Affecter' }).click();
    await row(id).locator('[data-give]').first().click();
    await step(id).toBe('assigne');
    await page.getByRole('button', { name: 'Historique' }).click();
    const given = page.locator('[data-deed="GiveMission"]');
    await given.getByRole('button').waitFor(PATIENCE);
    answers.begin();
    for (let presses = 0; presses < 2; presses += 1) await given.getByRole('button').click();
    await step(id).toBe('accuse');
    answers.end();
    await expect.poll(() => given.innerText(), PATIENCE).toContain('annulé');
    // What is said after it is answered after it: by then a second undo would have been refused.
    const next = await day.report('commerce', PLACES.goutteDor, 'groupe', now);
    await row(next).getByRole('button', { name: 'Accuser' }).click();
    await expect.poll(() => page.locator('[data-deed="AcknowledgeReport"]').count(), PATIENCE).toBe(2);
    expect(await page.locator('#historique .refused').count()).toBe(0);
    for (const report of [id, next])
      await day.say(day.lead, { type: 'CloseReport', report, outcome: 'infonde' });
  });

  test('[K08] two consoles give the same team: one wins, the other is told who went where, at once', async () => {
    const [one, two] = [
      await day.report('commerce', PLACES.goutteDor, 'materiel-a-ramasser', now),
      await day.report('mairie', PLACES.ourcq, 'groupe', now),
    ];
    await open();
    await row(two).getByRole('button', { name: 'Accuser' }).click();
    await row(two).getByRole('button', { name: 'Affecter' }).click();
    await row(two).locator('[data-give="T4"]').waitFor();
    await page.context().setOffline(true);
    await row(two).locator('[data-give="T4"]').click();
    await day.say(day.lead, { type: 'GiveMission', team: 'T4', place: PLACES.goutteDor, report: one });
    await page.context().setOffline(false);
    const sheet = page.getByRole('dialog', { name: /affecté avant vous/ });
    await sheet.waitFor(PATIENCE);
    await expect.poll(() => sheet.innerText(), PATIENCE).toContain('T4 envoyée à Goutte d’Or – Barbès');
    expect(await sheet.locator('button:focus').innerText()).toBe('Laisser tel quel');
    await sheet.getByRole('button', { name: 'Choisir une autre équipe' }).click();
    await row(two).locator('[data-give]').first().waitFor();
    expect(held(`report:${two}`)?.['to']).toBeNull();
    for (const report of [one, two])
      await day.say(day.lead, { type: 'CloseReport', report, outcome: 'infonde' });
  });

  test('N enters what somebody told the desk, from names alone', async () => {
    await open();
    await press('n', 'KeyN');
    const sheet = page.getByRole('dialog', { name: 'Nouveau signalement' });
    await sheet.getByRole('searchbox').fill('goutte dor');
    await sheet.getByRole('button', { name: /Goutte d’Or/ }).click();
    await sheet.getByLabel('Commerce').check();
    await sheet.getByLabel('matériel à ramasser').check();
    await sheet.getByLabel('moins de 5').check();
    await sheet.getByRole('button', { name: 'Enregistrer le signalement' }).click();
    await page.locator('[data-report]', { hasText: 'Goutte d’Or' }).waitFor(PATIENCE);
    const id = (await page.locator('[data-report]').first().getAttribute('data-report')) ?? '';
    expect(held(`report:${id}`)).toMatchObject({ origins: ['commerce'], people: '0-4', step: 'recu' });
    await day.say(day.lead, { type: 'CloseReport', report: id, outcome: 'infonde' });
  });

  test('[K04] a frozen queue keeps its order, and the focused row its place, while the list changes', async () => {
    const first = await day.report('riverain', PLACES.ourcq, 'groupe', plus(now, -8 * MINUTE));
    await open();
    await row(first).waitFor();
    await press('j', 'KeyJ');
    const urgent = await day.report('mairie', PLACES.chapelle, 'groupe', plus(now, -9 * MINUTE));
    await row(urgent).waitFor(PATIENCE);
    const order = () =>
      page.locator('[data-report]').evaluateAll((all) => all.map((each) => each.getAttribute('data-report')));
    expect(await order()).toEqual([first, urgent]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(`demande-${first}`);
    for (const report of [first, urgent])
      await day.say(day.lead, { type: 'CloseReport', report, outcome: 'infonde' });
    await expect.poll(order, PATIENCE).toEqual([]);
    expect(await page.locator('#file').innerText()).toContain('Aucune demande ouverte');
  });
});

describe('coverage', () => {
  test('[K01] a missing pass is planned in three keys, and undone', async () => {
    await open();
    await press('c', 'KeyC');
    const name =
      (await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['cell'])) ?? '';
    expect(name).toContain('apres-midi');
    await press('p', 'KeyP');
    await page.locator('[data-plan="T2"]').waitFor();
    await press('é', 'Digit2');
    await expect.poll(() => cell(name).getAttribute('data-state'), PATIENCE).toMatch(/planifie|en-cours/);
    expect(await cell(name).innerText()).toContain('T2');
    expect(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['cell'])).toBe(
      name,
    );
    await strip().getByRole('button', { name: 'Annuler' }).waitFor();
    await press('u', 'KeyU');
    await expect.poll(() => cell(name).getAttribute('data-state'), PATIENCE).toBe('a-faire');
  });

  test('an impossible pass has a coded reason, and can be made possible again', async () => {
    await open();
    await press('c', 'KeyC');
    const name =
      (await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['cell'])) ?? '';
    await press('i', 'KeyI');
    await page.locator('[data-reason="meteo"]').click();
    await expect.poll(() => cell(name).getAttribute('data-state'), PATIENCE).toBe('impossible');
    expect(await cell(name).innerText()).toBe('météo');
    await strip().getByRole('button', { name: 'Annuler' }).waitFor();
    await press('u', 'KeyU');
    await expect.poll(() => cell(name).getAttribute('data-state'), PATIENCE).toBe('a-faire');
  });

  test('arrows lead from cell to cell, and C from one family to the other', async () => {
    await open();
    await cell('s-18-est matin').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const focused = () =>
      page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['cell']);
    expect(await focused()).toBe('s-18-ouest apres-midi');
    await press('c', 'KeyC');
    expect(await focused()).toMatch(/^g-/);
  });

  test('[K13] every time of the coverage is on the half-hour', async () => {
    await day.say(day.team('T1'), {
      type: 'DeclarePass',
      place: PLACES.chapelle,
      slot: '2026-11-21T14:00Z',
      people: '5-9',
      needs: [],
    });
    await open();
    await expect.poll(() => cell('s-18-est apres-midi').innerText(), PATIENCE).toBe('15:00');
  });
});

describe('teams and alarms', () => {
  test('[K12] behind the curtain no part of the page holds a place of a team; the queue and the coverage stay', async () => {
    await day.say(day.lead, {
      type: 'PlanPass',
      cell: { area: { kind: 'sector', id: 's-20' }, day: '2026-11-21', window: 'apres-midi' },
      team: 'T2',
    });
    await open();
    await expect.poll(() => cell('s-20 apres-midi').innerText(), PATIENCE).toBe('T2');
    expect(await page.locator('#equipes').innerText()).toContain('Stalingrad – Jaurès');
    await press('v', 'KeyV');
    await expect.poll(() => page.locator('#equipes').innerText(), PATIENCE).not.toContain('Stalingrad');
    expect(await page.locator('.zones .team').count()).toBe(0);
    expect(await cell('s-20 apres-midi').innerText()).toBe('');
    expect(await cell('s-20 apres-midi').getAttribute('data-state')).toBe('planifie');
  });

  test('[K09] a P1 is told once, at once, lifts the curtain, and stands first until somebody answers', async () => {
    await open();
    await press('v', 'KeyV');
    await expect.poll(() => page.locator('#equipes .place:not(.none)').count(), PATIENCE).toBe(0);
    await day.say(day.team('T5'), { type: 'RaiseAlert' });
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.textContent(), { timeout: 2_500 }).toContain('ALERTE T5');
    expect(await page.locator('#equipes li').first().getAttribute('data-team')).toBe('T5');
    expect(await page.locator('#equipes').innerText()).toContain('Belleville – Place des Fêtes');
    await takePicture(page, 'console-p1-light');
    await press('a', 'KeyQ');
    await expect
      .poll(() => page.getByRole('region', { name: 'Alarmes' }).innerText(), PATIENCE)
      .toContain('acquittée');
    expect(await alert.textContent()).toBe('');
  });

  test('[K11] 45 minutes after a declaration the place is nowhere on the page; the row and its timer are', async () => {
    await open();
    expect(await page.locator('[data-team="T4"]').innerText()).toContain('Rosa Parks');
    await later(46);
    await expect
      .poll(() => page.locator('[data-team="T4"]').innerText(), PATIENCE)
      .not.toContain('Rosa Parks');
    await expect
      .poll(() => page.locator('[data-team="T4"]').getAttribute('data-trouble'), PATIENCE)
      .toBe('P2');
    expect(await page.getByRole('region', { name: 'Alarmes' }).innerText()).toContain('sans signe');
    expect(await page.locator('#equipes').innerText()).not.toContain('Rosa Parks');
  });
});

describe('every size and theme', () => {
  beforeEach(async () => {
    if (report !== undefined) return;
    // A presence is said at most once in ten minutes.
    await later(11);
    report = await day.report('ratp', PLACES.dormoy, 'groupe', plus(now, -12 * MINUTE));
    await day.report('riverain', PLACES.goutteDor, 'materiel-a-ramasser', plus(now, -2 * MINUTE));
    await day.say(day.team('T1'), { type: 'DeclarePresence', place: PLACES.goutteDor, status: 'disponible' });
  });

  test.each([
    [320, 700],
    [390, 844],
    [768, 1024],
    [1366, 768],
    [1920, 1080],
  ])(
    '[K07] [U05] at %i px an audit finds nothing, and nothing goes out of the side',
    async (width, height) => {
      for (const theme of ['light', 'dark'] as const) {
        const own = await openScreen(browser, { viewport: { width, height }, colorScheme: theme });
        await open(own);
        await untilMapIdle(own.page);
        expect([theme, await accessibilityFaults(own.page)]).toEqual([theme, []]);
        expect(await own.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          width,
        );
        await takePicture(own.page, `console-${width}-${theme}`, { fullPage: width < 1200 });
        await own.page.locator(`#demande-${report}`).focus();
        await pressAzerty(own.page, 'd', 'KeyD');
        await own.page.locator('#detail').waitFor();
        await pressAzerty(own.page, 's', 'KeyS');
        await own.page.locator('.strips').waitFor();
        expect([theme, await accessibilityFaults(own.page)]).toEqual([theme, []]);
        expect(await own.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          width,
        );
        if (width >= 1200) await takePicture(own.page, `console-detail-${width}-${theme}`);
        expect(own.faults).toEqual([]);
        await own.close();
      }
    },
  );

  test.each([
    ['k', 'Rechercher'],
    ['n', 'Nouveau signalement'],
  ])('[U05] with %s open an audit finds nothing', async (key, name) => {
    await open();
    await page.keyboard.press(key === 'k' ? 'Control+k' : key);
    await page.getByRole('dialog', { name }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, `console-sheet-${key}`);
  });

  test('[U12] the backup sheet is one A4, says that it is simulated, and holds no place of a team', async () => {
    await open();
    await page.emulateMedia({ media: 'print' });
    const paper = page.locator('.paper');
    expect(await paper.isVisible()).toBe(true);
    expect(await paper.innerText()).toMatch(/données simulées/i);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.screenshot({ path: 'test-results/screens/console-paper.png', fullPage: true });
  });
});
