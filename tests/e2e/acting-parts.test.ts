import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChipState } from '#lib/ui/chip-state.ts';
import type { Instant } from '#shared/kernel/instant';
import { accessibilityFaults, openBrowser, pressAzerty } from '../support/browser.ts';
import type { ActingParts } from './acting-parts-page.svelte.ts';
import { bundle } from './bundle.ts';

declare const parts: ActingParts;
const at = '2026-11-21T13:31:07.000Z' as Instant;
const BED = { id: 'one', words: 'Lit 2 réservé pour K7M2QX' };

let built: { script: string; style: string };
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [built, browser] = await Promise.all([bundle('acting-parts-page.svelte.ts'), openBrowser()]);
});
afterAll(() => browser.close());
beforeEach(() => open('light'));
afterEach(() => page.context().close());

/** Time stands until the test moves it. */
async function open(colorScheme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({
    colorScheme,
    locale: 'fr-FR',
    viewport: { width: 1024, height: 768 },
  });
  page = await context.newPage();
  await page.clock.install({ time: at });
  await page.route('**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="fr"><title>parts</title>' }),
  );
  await page.goto('http://localhost/');
  await page.addStyleTag({ content: built.style });
  await page.evaluate(built.script);
  await page.clock.pauseAt(new Date(Date.parse(at) + 60_000));
}

const said = () => page.evaluate(() => parts.said);
const done = (what: typeof BED | null) => page.evaluate((given) => parts.done(given), what);
const chip = (state: ChipState) => page.evaluate((given) => parts.chip(given), state);
const height = async (selector: string) => (await page.locator(selector).boundingBox())?.height;

describe('the chip', () => {
  test.each<[string, ChipState]>([
    ['Rien à transmettre', { kind: 'rien' }],
    ['Transmis 14:31', { kind: 'transmis', at }],
    ['Sur cet appareil (4)', { kind: 'garde', count: 4 }],
    ['Non gardé (2) : laissez l’écran ouvert', { kind: 'memoire', count: 2 }],
    [
      'Refusé : Personne n’est compté à l’intérieur. +2',
      { kind: 'refuse', count: 3, reason: 'Personne n’est compté à l’intérieur.' },
    ],
    ['Incident AB12CD34 : nouvel essai en cours', { kind: 'incident', reference: 'AB12CD34' }],
  ])('[M06] says %s', async (words, state) => {
    await chip(state);
    expect((await page.locator('#chip').innerText()).replace(/\s+/g, ' ')).toBe(words);
    expect(await page.locator('#chip svg').count()).toBe(1);
  });
});

describe('the band', () => {
  test('[U02] says since when all is frozen, at a height that is always there', async () => {
    const before = await height('#band');
    expect(await page.locator('#band').innerText()).toBe('');
    await page.evaluate((since) => parts.band(since), at);
    expect((await page.locator('#band').innerText()).trim()).toBe('DONNÉES FIGÉES depuis 14:31:07');
    expect([before, await height('#band')]).toEqual([40, 40]);
  });
});

describe('the undo strip', () => {
  test('[U03] has the same height with and without an offer', async () => {
    const before = await height('#strip');
    await done(BED);
    await page.getByText(BED.words).waitFor();
    expect([before, await height('#strip')]).toEqual([40, 40]);
  });

  test('[U03] offers for 10 s, then says that the offer has passed', async () => {
    await done(BED);
    await page.clock.runFor(9_800);
    expect(await said()).toEqual([]);
    await page.clock.runFor(60_000);
    expect(await said()).toEqual(['gone']);
    await page.keyboard.press('u');
    expect(await said()).toEqual(['gone']);
  });

  test.each([
    ['the pointer', () => page.locator('#strip section').hover(), () => page.mouse.move(0, 0)],
    [
      'the focus',
      () => page.getByRole('button', { name: 'Annuler' }).focus(),
      () => page.locator('input').focus(),
    ],
  ])('[U03] waits while %s is on it', async (_name, come, leave) => {
    await done(BED);
    await page.clock.runFor(5_000);
    await come();
    await page.clock.runFor(60_000);
    expect(await said()).toEqual([]);
    await leave();
    await page.clock.runFor(4_000);
    expect(await said()).toEqual([]);
    await page.clock.runFor(1_400);
    expect(await said()).toContain('gone');
  });

  test('[U03] another thing done is another offer, of 10 s', async () => {
    await done(BED);
    await page.clock.runFor(8_000);
    await done({ id: 'two', words: 'Lit 3 libéré' });
    await page.clock.runFor(8_000);
    expect(await said()).toEqual([]);
    await page.getByRole('button', { name: 'Annuler' }).click();
    expect(await said()).toEqual(['undo two']);
  });

  test('[U06] is undone by U and by Ctrl+Z, and by no key in a field', async () => {
    await done(BED);
    await page.locator('input').focus();
    await page.keyboard.press('u');
    await page.keyboard.press('Control+z');
    expect(await said()).toEqual([]);
    await page.locator('input').blur();
    await pressAzerty(page, 'u', 'KeyU');
    await page.keyboard.press('Control+z');
    expect(await said()).toEqual(['undo one', 'undo one']);
  });

  test('[U06] takes no key while nothing is offered', async () => {
    await page.keyboard.press('u');
    expect(await said()).toEqual([]);
  });
});

describe('the confirmation', () => {
  test('names what it is about and what follows, the safe button first; Échap is the safe button', async () => {
    await page.evaluate(() => parts.ask(true));
    const dialog = page.getByRole('dialog', { name: 'Admettre K7M2QX ?' });
    await dialog.getByText('Le lit 2 devient occupé.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Revenir');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Admettre K7M2QX' }).click();
    expect(await said()).toEqual(['back', 'back', 'confirm']);
  });

  test('gives the focus back when it goes, and takes no key of the page meanwhile', async () => {
    await done(BED);
    await page.locator('input').focus();
    await page.evaluate(() => parts.ask(true));
    await page.keyboard.press('u');
    expect(await said()).toEqual([]);
    await page.evaluate(() => parts.ask(false));
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });
});

describe('the conflict sheet', () => {
  test('shows both facts with their times and every choice; Échap takes the safe one', async () => {
    await page.evaluate(() => parts.conflict(true));
    const dialog = page.getByRole('dialog', { name: 'Le lit 2 est déjà réservé' });
    expect((await dialog.innerText()).replace(/\s+/g, ' ')).toBe(
      'Le lit 2 est déjà réservé Votre action 14:31 Réserver le lit 2 pour P4WT9C ' +
        'Déjà enregistré 14:31 Lit 2 réservé pour K7M2QX Réserver le lit 6 Ne rien réserver',
    );
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ne rien réserver');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Réserver le lit 6' }).click();
    expect(await said()).toEqual(['choose rien', 'choose lit-6']);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  test('[U05] an audit finds nothing, in any state', async () => {
    await page.context().close();
    await open(theme);
    const found: Record<string, string[]> = {};
    const look = async (state: string) => (found[state] = await accessibilityFaults(page));
    // The audit waits for itself by the page's own timers.
    await page.clock.resume();
    await page.evaluate((since) => parts.band(since), at);
    await done(BED);
    await page.locator('#strip section').hover();
    await chip({ kind: 'refuse', count: 2, reason: 'Personne n’est compté à l’intérieur.' });
    await look('refused');
    await chip({ kind: 'memoire', count: 2 });
    await look('memory');
    await chip({ kind: 'garde', count: 4 });
    await look('kept');
    await page.evaluate(() => parts.ask(true));
    await look('confirmation');
    await page.evaluate(() => [parts.ask(false), parts.conflict(true)]);
    await look('conflict');
    expect(found).toEqual({ refused: [], memory: [], kept: [], confirmation: [], conflict: [] });
  });
});

test('[U05] nothing is wider than 320 px', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate((since) => parts.band(since), at);
  await done(BED);
  await chip({ kind: 'refuse', count: 1, reason: 'Personne n’est compté à l’intérieur. Recomptez ?' });
  await page.evaluate(() => parts.conflict(true));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
