import type { Browser, Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  takePicture,
  type Screen,
} from '../support/browser.ts';
import { connect } from '../support/client.ts';
import { hospitalTeam, paris, team } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { BEGINS, dayFolder, DELAY_WORDS, EVENING, NEXT_RELEASE, NEXT_SECTOR } from './aval-day.ts';

const PATHS = ['/lits/unites', '/lits/aval', '/lits/terrain', '/continuum'] as const;

let browser: Browser;
let served: Served;
let screen: Screen;
let page: Page;
begunAnew(
  async () => {
    const folder = await dayFolder();
    [browser, served] = await Promise.all([openBrowser({ webgl: false }), servePages(BEGINS, {}, folder)]);
    await served.at(EVENING);
  },
  async () => {
    await browser.close();
    await served.stop();
  },
);
beforeEach(async () => {
  screen = await openScreen(browser);
  page = screen.page;
});
afterEach(async () => {
  const { faults } = screen;
  await screen.close();
  expect(faults).toEqual([]);
});

const open = (path: (typeof PATHS)[number]) => screen.goLive(served.url + path);
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const textOf = async (selector: string) => (await page.locator(selector).innerText()).replaceAll(/\s+/g, ' ');
const press = (within: string, verb: string) => page.locator(`${within} [data-verb="${verb}"]`).click();

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(PATHS)(
    '[U05] %s: an audit finds nothing at 320, 768 and 1366, and nothing leaves the page sideways',
    async (path) => {
      await page.emulateMedia({ colorScheme });
      await open(path);
      for (const [width, height] of [
        [320, 720],
        [768, 1024],
        [1366, 768],
      ] as const) {
        await page.setViewportSize({ width, height });
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await overflow()).toBeLessThanOrEqual(0);
      }
    },
  );
});

test.each(PATHS)(
  '[U12] the picture of %s says that its data are simulated, at a desk and in a hand',
  async (path) => {
    await open(path);
    const name = path.replaceAll('/', '-').slice(1);
    await takePicture(page, name);
    await page.emulateMedia({ colorScheme: 'dark' });
    await takePicture(page, `${name}-dark`);
    await page.setViewportSize({ width: 390, height: 844 });
    await takePicture(page, `${name}-390`, { fullPage: true });
  },
);

test.each(PATHS)('[U10] nothing but numbers can be written on %s', async (path) => {
  await open(path);
  for (const verb of ['modifier', 'declarer', 'nouveau']) {
    const button = page.locator(`[data-verb="${verb}"]`).first();
    if ((await button.count()) === 0) continue;
    await button.click();
    const written = await page
      .locator('input, textarea')
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).type));
    expect(written.filter((type) => !['number', 'radio', 'checkbox'].includes(type))).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  }
  expect(await page.locator('[contenteditable]').count()).toBe(0);
});

describe('units', () => {
  const row = (id: string) => page.locator(`[data-unit="${id}"]`);

  test('[U01] one that never reported is a dash and says so; a stale one says since when, and one tap makes it right', async () => {
    await open('/lits/unites');
    expect(await row('UHA-5').getAttribute('data-fresh')).toBe('inconnu');
    expect(await textOf('[data-unit="UHA-5"]')).toMatch(/— — — — jamais reçu/);
    expect(await row('UHA-5').locator('.figure').allInnerTexts()).toEqual(['—', '—', '—']);
    expect(await row('UHA-3').getAttribute('data-fresh')).toBe('perime');
    expect(await textOf('[data-unit="UHA-3"]')).toContain('donnée de ven. 11:05');
    await press('[data-unit="UHA-3"]', 'confirmer');
    await expect.poll(() => row('UHA-3').getAttribute('data-fresh'), PATIENCE).toBe('frais');
    expect(await textOf('[data-unit="UHA-3"]')).toContain('il y a 0 min');
  });

  test('a number that cannot be is refused at its field, with its limit; what is right replaces the three', async () => {
    await open('/lits/unites');
    await press('[data-unit="UHA-4"]', 'modifier');
    const dialog = page.getByRole('dialog', { name: 'Lits de UHA-4' });
    await dialog.getByLabel('Lits libres').fill('123');
    await dialog.getByLabel('Lits fermés').fill('');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    expect(await dialog.getByText('Lits libres\u202f: un nombre entier de 0 à 99.').isVisible()).toBe(true);
    expect(await dialog.getByText('Lits fermés\u202f: un nombre entier de 0 à 99.').isVisible()).toBe(true);
    expect(await dialog.getByLabel('Lits libres').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByLabel('Lits libres').fill('3');
    await dialog.getByLabel('Lits fermés').fill('1');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect
      .poll(() => textOf('[data-unit="UHA-4"]'), PATIENCE)
      .toMatch(/UHA-4 à configurer 3 13 1 il y a 0 min/);
  });

  test('places of the directory that nobody has set up say so, and none is made up', async () => {
    await open('/lits/unites');
    const rows = page.locator('section[aria-labelledby="directory-title"] tbody tr');
    expect(await rows.count()).toBe(5);
    expect(await rows.getByText('à configurer', { exact: true }).count()).toBe(10);
  });
});

describe('mobile teams', () => {
  test('a team says that it is out and until when, in two presses', async () => {
    await open('/lits/unites');
    await press('[data-team="EMH-2"]', 'indisponible');
    const pressed = () => page.locator('[data-team="EMH-2"] [aria-pressed="true"]').innerText();
    await expect.poll(pressed, PATIENCE).toContain('Indisponible');
    await page.getByLabel('Prochain créneau de EMH-2').selectOption({ label: '21:30' });
    await expect
      .poll(() => page.getByLabel('Prochain créneau de EMH-2').inputValue(), PATIENCE)
      .toBe('2026-11-21T20:30Z');
  });

  test('an outing asked by a maraude shows its hour and until when an answer is owed, and neither team nor place', async () => {
    const maraude = await connect(served.url, { door: 'outreach', team: team('T3') });
    await open('/lits/unites');
    const waiting = page.locator('[data-outing="demandee"]');
    const before = await waiting.count();
    expect(
      (await maraude.send({ type: 'AskJointOuting', hospitalTeam: hospitalTeam('EMH-1') })).outcome,
    ).toBe('accepted');
    await expect.poll(() => waiting.count(), PATIENCE).toBe(before + 1);
    const words = (await waiting.last().innerText()).replaceAll(/\s+/g, ' ');
    expect(words).toContain('demandée à 19:12');
    expect(words).toContain('réponse attendue avant la relève, 21:00 (reste 1 h 48)');
    expect(words).not.toMatch(/\bT\d\b|z-|st-/);
    await waiting.last().locator('[data-verb="refuser"]').click();
    await page.getByRole('radio', { name: 'effectif' }).check();
    await page.getByRole('button', { name: 'Refuser la sortie', exact: true }).click();
    await expect.poll(() => page.getByText('Refusée à 19:12\u202f: effectif').count(), PATIENCE).toBe(1);
    await waiting.first().locator('[data-verb="accepter"]').click();
    await expect.poll(() => waiting.count(), PATIENCE).toBe(before - 1);
    await page.locator('[data-outing="acceptee"] [data-verb="faite"]').first().click();
    await expect.poll(() => page.locator('[data-outing="faite"]').count(), PATIENCE).toBe(2);
    maraude.close();
  });
});

describe('housing and places', () => {
  test('[PRV-61] a line is one total; taken and blocked may not pass the capacity', async () => {
    await open('/lits/aval');
    expect(await textOf('[data-line="assore"] dl')).toMatch(
      /5 Libres 592 Prises 13 Bloquées 610 Capacité 8 Sorties|Libres 5/,
    );
    expect(await page.locator('[data-line="phase"]').getAttribute('data-fresh')).toBe('inconnu');
    await press('[data-line="assore"]', 'modifier');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Places prises').fill('605');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    expect(await dialog.getByRole('alert').innerText()).toContain('618, pour une capacité de 610');
    await dialog.getByLabel('Places prises').fill('590');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await expect.poll(() => page.locator('[data-line="assore"] .free dd').innerText(), PATIENCE).toBe('7');
  });

  test('places of a kind in a region are said with coded conditions; a region never heard of is named', async () => {
    await open('/lits/aval');
    const silent = page.locator('.silent');
    expect(await silent.innerText()).toContain('Grand Est');
    await page.locator('[data-verb="declarer"]').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Centre thérapeutique résidentiel' }).check();
    await dialog.getByRole('combobox').selectOption('GES');
    await dialog.getByRole('button', { name: 'Continuer' }).click();
    await dialog.getByLabel('Établissements').fill('2');
    await dialog.getByLabel('Places libres').fill('3');
    await dialog.getByRole('checkbox', { name: 'droits ouverts' }).check();
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    const grandEst = page.locator('[data-region="GES"]');
    await grandEst.waitFor();
    expect((await grandEst.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /CTR 3 places 2 établissements droits ouverts/,
    );
    expect(await silent.innerText()).not.toContain('Grand Est');
  });
});

describe('placements', () => {
  const row = (code: string) => page.locator(`li[data-placement="${code}"]`);

  test('[PRV-61] a new one is who sends and whether an expert helps; its code comes large, and no address holds it', async () => {
    await open('/lits/aval');
    await page.locator('[data-verb="nouveau"]').click();
    await page.getByRole('radio', { name: 'PHASE' }).check();
    await page.getByRole('checkbox', { name: /Appui expert/ }).check();
    await page.locator('[data-verb="ouvrir"]').click();
    const code = page.locator('dialog [data-code]');
    await code.waitFor();
    const said = await code.innerText();
    expect(said).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    await page.keyboard.press('Escape');
    await row(said).waitFor();
    expect(await row(said).getAttribute('data-step')).toBe('reperage');
    expect([page.url(), await page.title()].join(' ')).not.toContain(said);
    expect(screen.asked.join(' ')).not.toContain(said);
    await row(said).locator('[data-verb="avancer"]').click();
    await expect.poll(() => row(said).getAttribute('data-step'), PATIENCE).toBe('accord');
  });

  test('establishments are asked in parallel, and the first accord closes the others', async () => {
    await open('/lits/aval');
    await row('K7WPAR').getByRole('button', { expanded: false }).click();
    await row('K7WPAR').locator('[data-verb="solliciter"]').click();
    await page.getByRole('radio', { name: 'Soins médicaux et de réadaptation' }).check();
    await page.getByRole('combobox').selectOption('PDL');
    await page.locator('[data-verb="choisir"]').click();
    const asked = (id: string) => row('K7WPAR').locator(`[data-asked="${id}"]`);
    await asked('PDL:soins-de-readaptation').waitFor();
    expect(await asked('BRE:communaute-therapeutique').getAttribute('data-answer')).toBe('en-attente');
    await asked('PDL:soins-de-readaptation').locator('[data-verb="accord"]').click();
    await expect
      .poll(() => asked('PDL:soins-de-readaptation').getAttribute('data-answer'), PATIENCE)
      .toBe('acceptee');
    expect(await asked('BRE:communaute-therapeutique').getAttribute('data-answer')).toBe('sans-objet');
    expect(await asked('NAQ:centre-therapeutique').getAttribute('data-answer')).toBe('refusee');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('it is closed for a coded reason that is chosen first', async () => {
    await open('/lits/aval');
    await row('H4N3PC').locator('[data-verb="clore"]').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Clore H4N3PC' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await dialog.getByRole('radio', { name: 'retour' }).check();
    await dialog.getByRole('button', { name: 'Clore H4N3PC' }).click();
    await expect.poll(() => row('H4N3PC').innerText(), PATIENCE).toMatch(/H4N3PC retour, 19:12/);
  });
});

describe('the delayed view', () => {
  const shown = () => page.locator('.board').innerText();
  const half = (sector: string, nth: number) =>
    page.locator(`[data-area="${sector}"] td`).nth(nth).innerText();

  test('[K03] map and table say the same of the same sectors, and L takes one for the other', async () => {
    await open('/lits/terrain');
    const sectors = await page.locator('table[data-ground="surface"] tbody tr').count();
    expect(sectors).toBe(10);
    const glyphs = await page
      .locator('.picture .overlay [data-shape]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-shape')).sort());
    const cells = await page
      .locator('table[data-ground="surface"] [data-shape]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-shape')).sort());
    expect(glyphs).toEqual(cells);
    await page.keyboard.press('l');
    expect(await page.locator('.picture').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Tableau' }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('table[data-ground="surface"]').boundingBox()).toMatchObject({
      width: expect.any(Number),
    });
  });

  test('[H10] it tells of sectors, at half-hours, by its delay: no zone, team, class, need or finer time', async () => {
    await open('/lits/terrain');
    const words = await shown();
    expect(words).toContain(DELAY_WORDS);
    for (const time of words.match(/\d\d:\d\d/g) ?? []) expect(time).toMatch(/:(00|30)$/);
    // The drawing itself has zones, as ground: what is told of is in the board.
    const bytes = await page.locator('.board').innerHTML();
    expect(bytes).not.toMatch(
      /z-(chapelle|dormoy|rosa-parks|clignancourt)|st-barbes|\bT[1-6]\b|10-19|avis-medical/,
    );
    expect(await half(NEXT_SECTOR, 1)).toContain('à couvrir');
  });

  test('[H10] it changes at a release tick and at no other moment, and then says so', async () => {
    await open('/lits/terrain');
    const states = () => page.locator('[data-ground] td').allInnerTexts();
    const describes = () => page.locator('.situation[data-ground="surface"]').getAttribute('data-asof');
    const [before, asOf] = [await states(), await describes()];
    await served.at(paris('19:29:59'));
    await expect.poll(() => page.locator('time.clock').innerText(), PATIENCE).toBe('19:29');
    expect([await states(), await describes()]).toEqual([before, asOf]);
    await served.at(NEXT_RELEASE);
    await expect.poll(() => half(NEXT_SECTOR, 1), PATIENCE).toContain('passé');
    expect(await describes()).not.toBe(asOf);
    const changed = (await states()).filter((state, index) => state !== before[index]);
    expect(changed).toHaveLength(1);
  });

  test('[U01] a rest space is a class with its limit in force; one that never spoke says so', async () => {
    await open('/lits/terrain');
    expect(await page.locator('[data-space="ER-1"]').getAttribute('data-band')).toBe('5-9');
    expect(await page.locator('[data-space="ER-2"]').getAttribute('data-band')).toBe('complet');
    expect(await textOf('[data-space="ER-3"]')).toContain('— jamais reçu');
  });
});

describe('the continuum', () => {
  const count = (stage: string) => page.locator(`li[data-stage="${stage}"] .count`).innerText();
  const cells = (stage: string) => page.locator(`tr[data-stage="${stage}"] td`);

  test('[PRV-23] the chain of the last whole month, its small numbers unsaid, what is not counted said so', async () => {
    await open('/continuum');
    expect(await page.locator('.month b').innerText()).toBe('octobre 2026');
    expect((await count('visites')).replaceAll(/\s/g, ' ')).toBe('6 940');
    expect(await count('entrees-hors-region')).toBe('moins de 11');
    expect(await count('autres-fins')).toBe('masqué');
    expect(await count('rencontres')).toBe('pas encore compté');
    expect(await cells('visites').count()).toBe(13);
    expect(await cells('rencontres').innerText()).toBe('pas encore compté');
    expect(await page.locator('figure [data-stage]').count()).toBe(8);
    await page.getByRole('button', { name: 'Mois suivant' }).click();
    expect(await textOf('.month')).toContain('novembre 2026 mois en cours');
    expect((await count('visites')).replaceAll(/\s/g, ' ')).toBe('4 610');
  });

  test('the figure and its table hold the same numbers, month after month', async () => {
    await open('/continuum');
    const before = page.getByRole('button', { name: 'Mois précédent' });
    for (let nth = 11; nth >= 9; nth -= 1) {
      for (const stage of ['visites', 'demandes', 'admissions']) {
        expect(await cells(stage).nth(nth).innerText()).toBe(await count(stage));
      }
      await before.click();
    }
  });

  test('[U01] today’s units are one total of those that may be believed; the others are apart', async () => {
    await open('/continuum');
    expect(await textOf('.units')).toMatch(/unités? sur 5 \(.*1 jamais reçue\)/);
    expect(await page.locator('tr[data-line="phase"]').innerText()).toContain('— jamais reçu');
  });

  test('nothing that can be pressed changes anything but the month, and no code is on the page', async () => {
    await open('/continuum');
    const buttons = await page
      .getByRole('button')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? each.textContent));
    expect(buttons.sort()).toEqual(['Imprimer', 'Mois précédent', 'Mois suivant']);
    expect(await page.content()).not.toMatch(/K7WPAR|M9T4XE/);
  });

  test.each(['fr', 'en'])(
    '[U12] in %s it prints on one A4 that says that its data are simulated',
    async (tag) => {
      if (tag === 'en') await page.goto(`${served.url}/langue/en`);
      await open('/continuum');
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBe(1);
      await page.emulateMedia({ media: 'print' });
      expect(await textOf('.printed')).toMatch(
        tag === 'fr' ? /DONNÉES SIMULÉES.*21\/11\/2026/i : /SIMULATED DATA/i,
      );
      expect(await page.getByRole('button').count()).toBe(0);
    },
  );
});

test('[U02] on a cut link everything live is frozen, and nothing is said from the hospital’s tabs', async () => {
  await open('/lits/unites');
  await page.context().setOffline(true);
  await page.locator('[data-level="C2"]').first().waitFor({ timeout: 25_000 });
  const fresh = await page
    .locator('main [data-fresh]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-fresh')));
  expect(new Set(fresh)).toEqual(new Set(['perime', 'inconnu']));
  await page.locator('[data-unit="UHA-1"] [data-verb="confirmer"]').click({ force: true });
  expect(
    await page
      .getByText(/Liaison coupée/)
      .first()
      .isVisible(),
  ).toBe(true);
  const others = screen.faults.splice(0).filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault));
  expect(others).toEqual([]);
});
