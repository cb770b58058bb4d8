import type { Browser, Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { begunAnew } from '../support/begun-anew.ts';
import { paris } from '../support/said.ts';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  pressAzerty,
  takePicture,
  type Screen,
} from '../support/browser.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { servePages } from '../support/served-pages.ts';
import type { Served } from '../support/served-app.ts';
import { ordinaryEvening, WardDay } from '../support/ward.ts';

let browser: Browser;
let served: Served;
/** What the ward has lived on this server: nothing yet, its ordinary evening, the night after it. */
let ward: WardDay | undefined;
let isNight: boolean;
let screen: Screen;
let page: Page;
begunAnew(
  async () => {
    [browser, served] = await Promise.all([
      openBrowser({ webgl: false }),
      servePages(paris('08:00', '2026-11-09')),
    ]);
    ward = undefined;
    isNight = false;
  },
  async () => {
    ward?.close();
    await browser.close();
    await served.stop();
  },
);
beforeEach(async () => {
  screen = await openScreen(browser);
  page = screen.page;
});
afterEach(() => screen.close());

/** The ward's evening, unless it has been. */
const evening = async () => (ward ??= await ordinaryEvening(served));

/** The night after it: more beds, more requests, and nobody who confirmed anything. */
async function night(): Promise<void> {
  const desk = await evening();
  if (isNight) return;
  for (let n = 11; n <= 16; n += 1) await desk.say({ type: 'InstallBed', bed: `lit-${n}`, surge: n > 14 });
  for (let n = 0; n < 9; n += 1) await desk.request(paris('19:05'), ['psychiatrie', 'bilan']);
  await served.at(paris('03:30', '2026-11-22'));
  isNight = true;
}

const open = () => screen.goLive(`${served.url}/lits`);
const tile = (n: number, on = page) => on.locator(`[data-bed="lit-${n}"]`);
const stateOf = (n: number, on = page) => tile(n, on).getAttribute('data-state');
const becomes = (n: number, state: string) => expect.poll(() => stateOf(n), PATIENCE).toBe(state);
const row = (nth: number, on = page) => on.locator('#demandes > li').nth(nth);
const codeOf = async (nth: number) => (await row(nth).getAttribute('data-code')) ?? '';
const undo = () => page.getByRole('button', { name: 'Annuler', exact: true });
const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('before any bed exists', () => {
  test('[H08] an empty ward says what to do, and an audit finds nothing', async () => {
    await open();
    expect(await page.getByRole('main').getByText('Aucun lit configuré').isVisible()).toBe(true);
    expect(await page.getByRole('main').getByText('Aucune demande en attente').isVisible()).toBe(true);
    expect(await page.locator('.source').innerText()).toContain('jamais reçu');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('[U01] what was never said of the beds is unknown, in the ward and at the lead’s, and is not none', async () => {
    await open();
    expect(await page.locator('.counts li b').allInnerTexts()).toEqual(['—', '—', '—', '—', '—']);
    await screen.goLive(`${served.url}/maraudes`);
    expect(await page.locator('.beds .words').count()).toBe(0);
    expect(await page.locator('.beds > b').innerText()).toBe('—');
  });
});

describe('on an ordinary evening', () => {
  beforeEach(evening);

  test('[H02] the page counts as the server does, least time left first, with both times', async () => {
    await open();
    expect(await page.locator('#demandes .left').allInnerTexts()).toEqual(
      ['3 h 42', '9 h 26', '15 h 02', '22 h 51'].map((left) => `reste ${left.replaceAll(' ', '\u00a0')}`),
    );
    expect(await page.locator('#demandes .due').allInnerTexts()).toEqual([
      'avant 22:54',
      'avant dim.\u00a004:38',
      'avant dim.\u00a010:14',
      'avant dim.\u00a018:03',
    ]);
    const shapes = await page
      .locator('#demandes .dial')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-shape')));
    expect(shapes).toEqual(['delai-bloc', 'delai-gras', 'delai-fin', 'delai-fin']);
  });

  test('[U06] N leads to the bed to say ready, F closes the chosen one for a coded reason, U takes each back', async () => {
    await open();
    await pressAzerty(page, 'n', 'KeyN');
    expect(await focused()).toContain('Prêt');
    await page.keyboard.press('Enter');
    await becomes(4, 'disponible');
    await undo().waitFor();
    await pressAzerty(page, 'u', 'KeyU');
    await becomes(4, 'menage');
    expect(await tile(4).innerText()).toContain('depuis 18:27');

    await pressAzerty(page, 'ç', 'Digit9');
    await pressAzerty(page, 'f', 'KeyF');
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('effectif').check();
    await sheet.getByLabel('non connu').check();
    await sheet.getByRole('button', { name: 'Fermer le lit 9' }).click();
    // No moment is known: it asks again, naming the bed.
    expect(await sheet.innerText()).toContain('sans date de retour');
    expect(await stateOf(9)).toBe('disponible');
    await sheet.getByRole('button', { name: 'Fermer le lit 9' }).click();
    await becomes(9, 'ferme');
    expect(await tile(9).innerText()).toContain('effectif');
    await undo().click();
    await becomes(9, 'disponible');
    expect(await tile(9).innerText()).toContain('depuis 18:47');
  });

  test('[H01] V and Enter hold a bed for the most urgent, and U gives it back', async () => {
    await open();
    const code = await codeOf(0);
    await pressAzerty(page, 'v', 'KeyV');
    expect(await focused()).toContain('Réserver lit 1');
    await page.keyboard.press('Enter');
    await becomes(1, 'reserve');
    expect(await tile(1).innerText()).toContain(`tenu ${code}`);
    expect(await page.locator('.strip').innerText()).toContain(`Lit 1 réservé pour ${code}`);
    await pressAzerty(page, 'u', 'KeyU');
    await becomes(1, 'disponible');
    expect(await row(0).locator('.steps').innerText()).toContain('En évaluation');
  });

  test('[H01] two clicks hold a chosen bed for the most urgent; admitting takes two and a confirmation', async () => {
    await open();
    const code = await codeOf(0);
    await tile(9).getByRole('button', { name: 'Réserver lit 9' }).click();
    expect(await focused()).toContain(code);
    await page.locator(`dialog [data-for="${code}"]`).click();
    await becomes(9, 'reserve');

    await row(0)
      .getByRole('button', { name: `Admettre ${code} au lit 9` })
      .click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain(`Admettre ${code} au lit 9`);
    expect(await focused()).toBe('Revenir');
    await page.keyboard.press('Escape');
    expect(await stateOf(9)).toBe('reserve');
    await undo().click();
    await becomes(9, 'disponible');
  });

  test('[H03] a bed taken meanwhile opens a sheet with those still free, and one press takes one', async () => {
    const other = await openScreen(browser);
    const hold = await holdChanges(page);
    await open();
    await other.goLive(`${served.url}/lits`);
    hold.begin();
    const mine = await codeOf(2);
    const theirs = await codeOf(0);
    const wanted = Number(/\d+/.exec(await row(0).locator('[data-verb="reserver"]').innerText())?.[0]);
    await row(0, other.page).locator('[data-verb="reserver"]').click();
    await expect.poll(() => stateOf(wanted, other.page), PATIENCE).toBe('reserve');
    // This page has not heard of it: to it the bed is free.
    expect(await stateOf(wanted)).toBe('disponible');
    await row(2).locator('[data-verb="reserver"]').click();
    const sheet = page.getByRole('dialog', { name: `Le lit ${wanted} vient d’être pris` });
    await sheet.waitFor();
    hold.end();
    expect(await focused()).toBe('Laisser');
    await expect.poll(() => sheet.innerText(), PATIENCE).toContain(`Lit ${wanted} réservé pour ${theirs}`);
    const offered = sheet.getByRole('button', { name: /^Prendre le lit/ });
    expect(await offered.count()).toBe(2);
    const taken = Number(/\d+/.exec(await offered.first().innerText())?.[0]);
    await offered.first().click();
    await becomes(taken, 'reserve');
    expect(await tile(taken).innerText()).toContain(mine);
    expect(await tile(wanted).innerText()).toContain(theirs);
    for (const code of [mine, theirs]) await (await evening()).say({ type: 'ReleaseReservation', code });
    await becomes(taken, 'disponible');
    await other.close();
  });

  test('[H04] each state has its own pattern, icon and word', async () => {
    await open();
    const kinds = ['disponible', 'reserve', 'occupe', 'menage', 'ferme'];
    const drawn = await Promise.all(
      kinds.map((kind) =>
        page
          .locator(`[data-bed][data-state="${kind}"]`)
          .first()
          .evaluate((each) => [
            each.querySelector('[data-shape]')?.getAttribute('data-shape'),
            each.querySelector('.icon svg')?.innerHTML,
            each.querySelector('.word')?.textContent,
          ]),
      ),
    );
    for (const part of [0, 1, 2]) expect(new Set(drawn.map((each) => each[part])).size).toBe(kinds.length);
  });

  test('[H04] without colour the heads of the five states still differ in what is drawn', async () => {
    await open();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
    const pictures = await Promise.all([1, 2, 3, 4, 5].map((n) => tile(n).locator('.head').screenshot()));
    expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBe(5);
  });

  test.each(['light', 'dark'] as const)('[H05] in %s tile text is large and contrasted', async (theme) => {
    await page.emulateMedia({ colorScheme: theme });
    await open();
    const texts = await page.locator('[data-bed]').evaluateAll(textsOf);
    expect(texts.length).toBeGreaterThan(40);
    for (const { text, size, ratio, isWord } of texts) {
      expect(size, text).toBeGreaterThanOrEqual(isWord ? 24 : 18);
      expect(ratio, text).toBeGreaterThanOrEqual(7);
    }
  });

  test('[H06] nothing can be typed, nothing is kept in the open, no address or title holds a code', async () => {
    await open();
    const codes = await Promise.all([0, 1, 2, 3].map(codeOf));
    await page.getByRole('button', { name: 'Nouvelle demande' }).click();
    expect(
      await page.locator('input[type="text"], input[type="search"], textarea, [contenteditable]').count(),
    ).toBe(0);
    await page.keyboard.press('Escape');
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    const said = [...screen.asked, page.url(), await page.title(), kept].join(' ');
    for (const code of codes) expect(said).not.toContain(code);
  });

  test('[H08] the whole grid is one stop of Tab, arrows go from bed to bed, and the digit of a bed leads to it', async () => {
    await open();
    expect(await page.locator('[data-bed] button[tabindex="0"]').count()).toBe(
      await tile(1).locator('button').count(),
    );
    await pressAzerty(page, '"', 'Digit3');
    const here = () =>
      page.evaluate(() => document.activeElement?.closest('[data-bed]')?.getAttribute('data-bed'));
    expect(await here()).toBe('lit-3');
    await page.keyboard.press('ArrowRight');
    expect(await here()).toBe('lit-4');
    await page.keyboard.press('ArrowDown');
    expect(await here()).toBe('lit-9');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Réserver');
    expect(await page.locator('audio, video').count()).toBe(0);
  });

  test('[U03] what was done stays in the history after the strip let it go, and is taken back from there', async () => {
    await page.clock.install();
    await open();
    await tile(8).getByRole('button', { name: 'Sortie du lit 8' }).click();
    await becomes(8, 'menage');
    await undo().waitFor();
    const height = () => page.locator('.strip').evaluate((each) => each.getBoundingClientRect().height);
    const before = await height();
    await page.clock.runFor(12_000);
    await expect.poll(() => undo().count(), PATIENCE).toBe(0);
    expect(await height()).toBe(before);
    await page.getByRole('button', { name: 'Historique' }).click();
    await page.getByRole('button', { name: 'Annuler : Sortie du lit 8'.replace(' :', '\u202f:') }).click();
    await becomes(8, 'occupe');
    await expect
      .poll(() => page.locator('[data-deed="DischargeBed"]').innerText(), PATIENCE)
      .toContain('annulé');
  });

  test('what was not kept is said on its tile, with why and what to do, until it is understood', async () => {
    const hold = await holdChanges(page);
    await open();
    hold.begin();
    await (await evening()).say({ type: 'DischargeBed', bed: 'lit-8' });
    await tile(8).getByRole('button', { name: 'Sortie du lit 8' }).click();
    await tile(8).getByText('Non enregistré').waitFor();
    expect(await tile(8).getByRole('button', { name: 'Réessayer' }).isVisible()).toBe(true);
    // It keeps its last confirmed state.
    expect(await stateOf(8)).toBe('occupe');
    hold.end();
    await becomes(8, 'menage');
    await tile(8).locator('.face').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Compris' }).click();
    await expect.poll(() => tile(8).getByText('Non enregistré').count(), PATIENCE).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler le dernier changement' }).click();
    await becomes(8, 'occupe');
  });

  test('what was refused stays with its tile when the link is cut: to try again does not lose it', async () => {
    const hold = await holdChanges(page);
    await open();
    hold.begin();
    await (await evening()).say({ type: 'DischargeBed', bed: 'lit-8' });
    await tile(8).getByRole('button', { name: 'Sortie du lit 8' }).click();
    await tile(8).getByText('Non enregistré').waitFor(PATIENCE);
    hold.end();
    await becomes(8, 'menage');
    await page.context().setOffline(true);
    await page.locator('[data-band="frozen"]').waitFor({ timeout: 30_000 });
    await tile(8).getByRole('button', { name: 'Réessayer' }).click({ force: true });
    await expect
      .poll(() => page.locator('.notice').innerText(), PATIENCE)
      .toContain('Appelez la coordination');
    expect(await tile(8).getByText('Non enregistré').count()).toBe(1);
    await page.context().setOffline(false);
    await (await evening()).say({ type: 'UndoBedChange', bed: 'lit-8' });
    await becomes(8, 'occupe');
  });

  test('[U03] an undo that is pressed again while its answer is on its way is said once', async () => {
    const answers = await holdAnswers(page);
    await open();
    await tile(8).getByRole('button', { name: 'Sortie du lit 8' }).click();
    await undo().waitFor();
    await page.getByRole('button', { name: 'Historique' }).click();
    const deed = page.locator('[data-deed="DischargeBed"]');
    answers.begin();
    for (let presses = 0; presses < 2; presses += 1) await deed.getByRole('button').click();
    await expect.poll(() => answers.waiting().length, PATIENCE).toBe(1);
    answers.end();
    await expect.poll(() => deed.innerText(), PATIENCE).toContain('annulé');
    await becomes(8, 'occupe');
    // What is said after it is answered after it: by then a second undo would have been refused.
    await tile(9).getByRole('button', { name: 'Réserver lit 9' }).click();
    await page.locator('dialog [data-for]').first().click();
    await becomes(9, 'reserve');
    await undo().click();
    await becomes(9, 'disponible');
    expect(await page.getByText('Non enregistré').count()).toBe(0);
  });

  test('[H11] the three assessments of the day are ticked and unticked, each without content', async () => {
    await open();
    const psychiatry = tile(3).getByRole('button', { name: 'psychiatrie' });
    expect(await psychiatry.getAttribute('aria-pressed')).toBe('false');
    await psychiatry.click();
    await expect.poll(() => psychiatry.getAttribute('aria-pressed'), PATIENCE).toBe('true');
    const lead = await openScreen(browser);
    await lead.goLive(`${served.url}/maraudes`);
    expect(await lead.page.content()).not.toMatch(/assessed|addictologie/);
    await lead.close();
    await psychiatry.click();
    // The tick is drawn before the server has it; the strip speaks after.
    await expect.poll(() => page.locator('.strip').innerText(), PATIENCE).toContain('psychiatrie non faite');
    expect(await psychiatry.getAttribute('aria-pressed')).toBe('false');
  });

  test('[U06] ? lists every key of the screen', async () => {
    await open();
    await pressAzerty(page, '?', 'KeyM');
    const keys = await page.locator('#aide kbd').allInnerTexts();
    for (const key of ['V', 'D', 'N', 'F', 'A', 'U', '?']) expect(keys).toContain(key);
    await page.keyboard.press('Escape');
    expect(await page.locator('#aide').isHidden()).toBe(true);
  });

  test('destinations are asked in parallel; the first accord settles the request, and its place is given back', async () => {
    await open();
    const code = await codeOf(3);
    const here = page.locator(`#demandes [data-code="${code}"]`);
    await here.getByRole('button', { name: code, exact: true }).click();
    const line = (id: string) => here.locator(`[data-destination="${id}"]`);
    for (const id of ['UHA-2', 'csapa']) {
      await line(id)
        .getByRole('button', { name: /^Solliciter/ })
        .click();
      await expect.poll(() => line(id).innerText(), PATIENCE).toContain('sollicitée');
    }
    await line('UHA-2').getByRole('button', { name: 'Accord de UHA-2' }).click();
    await expect.poll(() => line('csapa').innerText(), PATIENCE).toContain('sans objet');
    expect(await here.locator('.steps').innerText()).toContain('UHA-2');
    await here.getByRole('button', { name: `Arrivée de ${code}` }).waitFor();
    await here.getByRole('button', { name: 'Rendre la place' }).click();
    await here.locator('[data-verb="reserver"]').waitFor();
    await here.getByRole('button', { name: 'psychiatrie' }).click();
    await expect.poll(() => here.innerText(), PATIENCE).toContain('psychiatrie');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('[H09] a new request is coded choices; its code comes large, and a refusal closes it for a coded reason', async () => {
    await open();
    await page.getByRole('button', { name: 'Nouvelle demande' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Urgences').check();
    await sheet.getByLabel('bilan').check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Demander un lit' }).click();
    const code = await sheet.locator('[data-code]').innerText();
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(
      await sheet.locator('[data-code]').evaluate((each) => parseFloat(getComputedStyle(each).fontSize)),
    ).toBeGreaterThanOrEqual(44);
    await sheet.getByRole('button', { name: 'Terminé' }).click();
    const here = page.locator(`#demandes [data-code="${code}"]`);
    await here.getByRole('button', { name: code, exact: true }).click();
    await here.getByRole('button', { name: 'Refuser', exact: true }).click();
    await page.getByRole('dialog').getByLabel('doublon').check();
    await page.getByRole('button', { name: `Refuser ${code}` }).click();
    await expect.poll(() => here.count(), PATIENCE).toBe(0);
  });

  test('[U02] [H08] on a cut link the screen is frozen and says so, no bed is held from it, and it comes back by itself', async () => {
    await open();
    const moved = page.waitForEvent('framenavigated', { timeout: 60_000 }).then(
      () => true,
      () => false,
    );
    await page.context().setOffline(true);
    await page.locator('[data-band="frozen"]').waitFor({ timeout: 30_000 });
    const fresh = await page
      .locator('[data-fresh]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-fresh')));
    expect(new Set(fresh)).toEqual(new Set(['perime']));
    await pressAzerty(page, 'v', 'KeyV');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.notice').innerText(), PATIENCE)
      .toContain('Appelez la coordination');
    expect(await stateOf(1)).toBe('disponible');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.screenshot({ path: 'test-results/screens/lits-frozen.png' });
    await page.context().setOffline(false);
    await page.locator('[data-band="none"]').waitFor({ timeout: 30_000 });
    expect(await tile(1).getAttribute('data-fresh')).toBe('frais');
    screen.faults.length = 0;
    await screen.close();
    expect(await moved).toBe(false);
  });

  test.each([
    { width: 1366, height: 768, theme: 'light' },
    { width: 1366, height: 768, theme: 'dark' },
    { width: 1024, height: 768, theme: 'light' },
    { width: 768, height: 1024, theme: 'dark' },
    { width: 390, height: 844, theme: 'light' },
  ] as const)(
    '[U12] the picture at $width in $theme says that its data are simulated',
    async ({ width, height, theme }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      await open();
      await takePicture(page, `lits-${width}-${theme}`, { fullPage: width < 1000 });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow()).toBeLessThanOrEqual(0);
    },
  );

  test('[H08] in English an audit finds nothing and nothing goes out of the side', async () => {
    await page.context().addCookies([{ name: 'lang', value: 'en', url: served.url }]);
    await open();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});

describe('on a full and late board', () => {
  beforeEach(night);

  test('[H02] past its 24 h a request says by how much, in a red block with a plus', async () => {
    await open();
    expect(await row(0).locator('.left').innerText()).toBe(
      'hors délai + 4 h 36'.replaceAll(/(\+|4|h) /g, '$1\u00a0'),
    );
    expect(await row(0).locator('.clock').getAttribute('data-p')).toBe('P1');
    expect(await row(0).locator('.dial').getAttribute('data-shape')).toBe('delai-plus');
    await served.at(paris('03:31', '2026-11-22'));
    await expect.poll(() => row(0).locator('.left').innerText(), PATIENCE).toContain('37');
  });

  test('[U01] a board that nobody confirmed is stale, says since when, and one tap makes it right', async () => {
    await open();
    expect(await page.locator('.source').getAttribute('data-fresh')).toBe('perime');
    expect(await page.locator('.source').innerText()).toContain('donnée de sam.\u00a018:27');
    expect(await tile(1).getAttribute('data-fresh')).toBe('perime');
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'lits-stale');
    await page.getByRole('button', { name: 'Confirmer tout' }).click();
    await expect.poll(() => tile(1).getAttribute('data-fresh'), PATIENCE).toBe('frais');
    expect(await page.locator('.source').innerText()).toContain('confirmé il y a 0');
  });

  test.each([
    [1366, 768],
    [1024, 768],
    [768, 1024],
    [390, 844],
    [320, 568],
  ])('[H05] sixteen beds at %i x %i go out of no side', async (width, height) => {
    await page.setViewportSize({ width, height });
    await open();
    expect(await page.locator('[data-bed]').count()).toBe(16);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const cut = await page.locator('[data-bed]').evaluateAll((all) =>
      all.flatMap((each) => {
        const { left, right } = each.getBoundingClientRect();
        return [...each.querySelectorAll(':not(.visually-hidden, svg *)')]
          .map((part) => ({ text: part.textContent, box: part.getBoundingClientRect() }))
          .filter(({ box }) => box.right > right + 0.5 || box.left < left - 0.5)
          .map(({ text }) => text);
      }),
    );
    expect(cut).toEqual([]);
    const hidden = await page
      .locator('[data-bed]')
      .evaluateAll((all) =>
        all.filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.textContent),
      );
    expect(hidden).toEqual([]);
  });

  test('[H07] [U12] it prints on one A4, with the codes, the hour and that its data are simulated', async () => {
    await open();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBe(1);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.locator('.paper').innerText();
    expect(paper).toMatch(/données simulées/i);
    expect(paper).toMatch(/22\/11\/2026 03:3[01]/);
    expect(paper).toContain(await codeOf(0));
    expect(await page.locator('.shell').isHidden()).toBe(true);
  });

  test('[H05] forced colours keep every word and every shape', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await open();
    const before = await page.locator('[data-bed] .word').allInnerTexts();
    expect(before.length).toBe(16);
    expect(await page.locator('[data-bed] [data-shape]').count()).toBe(16);
    await page.screenshot({ path: 'test-results/screens/lits-forced.png' });
  });
});

/** Runs in the page: every text of the tiles with its size and its contrast on the ground it stands on. */
function textsOf(tiles: Element[]) {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('no canvas');
  const bytes = (colour: string) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = bytes(colour).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (from: Element | null): string => {
    for (let each = from; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if ((bytes(backgroundColor)[3] ?? 0) === 255) return backgroundColor;
    }
    return 'white';
  };
  return tiles.flatMap((tile) =>
    [...tile.querySelectorAll('*')]
      .filter(
        (each) =>
          each.closest('[aria-hidden="true"], .visually-hidden') === null &&
          [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
      )
      .map((each) => {
        const style = getComputedStyle(each);
        const [one, two] = [light(style.color), light(ground(each))].sort((a, b) => b - a);
        return {
          text: each.textContent?.trim() ?? '',
          size: parseFloat(style.fontSize),
          ratio: ((one ?? 0) + 0.05) / ((two ?? 0) + 0.05),
          isWord: each.classList.contains('word'),
        };
      }),
  );
}

/** Lets this page hear nothing but answers for a while, as on a slow network: what it shows is then a moment old. */
async function holdChanges(on: Page): Promise<{ begin: () => void; end: () => void }> {
  let holding = false;
  const held: (() => void)[] = [];
  await on.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const send = () => socket.send(message);
      if (holding && String(message).includes('"view:changes"')) held.push(send);
      else send();
    });
  });
  return {
    begin: () => (holding = true),
    end: () => {
      holding = false;
      for (const send of held.splice(0)) send();
    },
  };
}
