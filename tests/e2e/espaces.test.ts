import type { Browser, Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { MINUTE, plus } from '#shared/kernel/instant';
import { restSpaceStream } from '#server/commands/aggregates';
import type { EventLog } from '#server/log/event-log';
import { begunAnew } from '../support/begun-anew.ts';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  pressAzerty,
  takePicture,
  type Screen,
} from '../support/browser.ts';
import { connect, type Client } from '../support/client.ts';
import { arrival, paris, space } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';

const ER1 = { space: space('ER-1') };
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 800, height: 1280 },
] as const;

// One evening on one server: its time goes forward from test to test.
let browser: Browser;
let served: Served;
let log: EventLog;
let other: Client;
let elsewhere: Client;
const screens: Screen[] = [];
begunAnew(
  async () => {
    browser = await openBrowser({ webgl: false });
    served = await servePages(paris('17:01:10'), { through: (each) => (log = each) });
    other = await connect(served.url, { door: 'restspace', ...ER1 });
    elsewhere = await connect(served.url, { door: 'restspace', space: space('ER-2') });
    await other.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await elsewhere.send({ type: 'OpenRestSpace', space: space('ER-2'), regime: 'jour' });
  },
  async () => {
    other.close();
    elsewhere.close();
    await browser.close();
    await served.stop();
  },
);
afterEach(async () => {
  for (const screen of screens.splice(0)) await screen.close();
});

async function tablet(
  options: Parameters<typeof openScreen>[1] = { viewport: SIZES[1] },
  path = '/espaces/ER-1',
): Promise<Page> {
  const screen = await openScreen(browser, options);
  screens.push(screen);
  return screen.goLive(served.url + path);
}

async function count(present: number): Promise<void> {
  const { outcome } = await other.send({ type: 'RecountRestSpace', ...ER1, present, reason: 'releve' });
  expect(outcome).toBe('accepted');
}
/** What this tablet shows of the people inside. */
const shown = async (page: Page) => Number(await page.locator('[data-present]').innerText());
const word = (page: Page) => page.locator('.figure').getAttribute('data-word');
const entree = (page: Page) => page.locator('[data-count="entree"]');
const sortie = (page: Page) => page.locator('[data-count="sortie"]');
const chip = (page: Page) => page.locator('header [data-chip]').getAttribute('data-chip');
/** The server's own balance. */
function balance(): number {
  const state = served.app.world.state(restSpaceStream(ER1.space));
  if (state.kind !== 'ouvert') throw new Error('the space is not open');
  return state.present;
}
/** Counts of the log, each once by its id. */
async function recorded(type: string): Promise<number> {
  const records = await log.read(0, 1_000_000);
  return records.filter(({ kind, stream }) => kind === type && stream === 'rest-space:ER-1').length;
}

/** Taps at the pace of a hand that never trembles: each button again once its guard is over. */
function tapAll(page: Page, taps: { entree: number; sortie: number }, everyMs = 262): Promise<void> {
  return page.evaluate(
    async ([counts, pause]) => {
      const hand = async (what: 'entree' | 'sortie') => {
        for (let left = counts[what]; left > 0; left -= 1) {
          document.querySelector<HTMLButtonElement>(`[data-count="${what}"]`)?.click();
          await new Promise((next) => setTimeout(next, pause));
        }
      };
      await Promise.all([hand('entree'), hand('sortie')]);
    },
    [taps, everyMs] as const,
  );
}

describe('[R01] taps', () => {
  test('thirty in ten seconds are all counted, none twice', { timeout: 60_000 }, async () => {
    await count(0);
    const page = await tablet();
    const before = await recorded('RestSpaceEntered');
    await tapAll(page, { entree: 30, sortie: 0 }, 320);
    expect(await shown(page)).toBe(30);
    await expect.poll(balance, PATIENCE).toBe(30);
    await expect.poll(() => chip(page), PATIENCE).toBe('transmis');
    expect([await shown(page), await recorded('RestSpaceEntered')]).toEqual([30, before + 30]);
  });

  test('one is on the screen in the frame after it, and a finger that trembles counts once', async () => {
    await count(7);
    const page = await tablet();
    const seen = await page.evaluate(async () => {
      const button = document.querySelector<HTMLButtonElement>('[data-count="entree"]');
      button?.click();
      button?.click();
      await new Promise(requestAnimationFrame);
      return [document.querySelector('[data-present]')?.textContent, button?.classList.contains('echo')];
    });
    expect(seen).toEqual(['8', true]);
    await expect.poll(balance, PATIENCE).toBe(8);
  });
});

describe('[R02] two doors', () => {
  test(
    'off the network for ten minutes, both come to the exact count, and so do the lead and the wall',
    { timeout: 90_000 },
    async () => {
      await count(10);
      const [a, b] = [await tablet(), await tablet()];
      const lead = await tablet({}, '/maraudes');
      for (const page of [a, b]) await page.context().setOffline(true);
      await served.at(plus(served.clock.now(), 10 * MINUTE));
      await Promise.all([tapAll(a, { entree: 20, sortie: 8 }), tapAll(b, { entree: 5, sortie: 9 })]);
      expect([await shown(a), await shown(b), balance()]).toEqual([22, 6, 10]);
      expect([await chip(a), await chip(b)]).toEqual(['garde', 'garde']);
      // The one with more departures than arrivals first.
      await b.context().setOffline(false);
      await expect.poll(balance, PATIENCE).toBe(6);
      await a.context().setOffline(false);
      await expect.poll(balance, PATIENCE).toBe(18);
      for (const page of [a, b]) await expect.poll(() => shown(page), PATIENCE).toBe(18);
      const row = lead.getByText('ER-1', { exact: true }).locator('..').locator('b').first();
      await expect.poll(() => row.innerText(), PATIENCE).toBe('18');
      await served.at(plus(served.clock.now(), MINUTE));
      const wall = served.app.world.wall.value('rest-space:ER-1');
      expect(wall).toMatchObject({ band: '5+' });
    },
  );

  test('one sees that the other counts, and its own taps are not taken for the other’s', async () => {
    await count(10);
    const page = await tablet();
    await entree(page).click();
    await expect.poll(() => chip(page), PATIENCE).toBe('transmis');
    expect(await page.getByText('Porte B').count()).toBe(0);
    await other.send(arrival('ER-1'));
    await page.getByText(/Porte B\s:\sactivité à l’instant/).waitFor();
    expect(await shown(page)).toBe(12);
  });
});

describe('[R03] at a door', () => {
  for (const size of SIZES)
    for (const colorScheme of ['light', 'dark'] as const)
      test(`at ${size.width}x${size.height}, ${colorScheme}, two buttons fill a hand and the figure a glance`, async () => {
        await count(26);
        const page = await tablet({ viewport: size, colorScheme });
        for (const button of [entree(page), sortie(page)]) {
          const box = await button.boundingBox();
          expect(box?.width).toBeGreaterThanOrEqual(size.width * 0.4);
          expect(box?.height).toBeGreaterThanOrEqual(240);
          expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
          expect(await contrastOf(button)).toBeGreaterThanOrEqual(7);
        }
        const figure = page.locator('[data-present]');
        const px = await figure.evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
        expect(px).toBeGreaterThanOrEqual(120);
        expect(await contrastOf(figure)).toBeGreaterThanOrEqual(7);
        expect(await overflowOf(page)).toEqual({ x: 0, y: 0 });
        await takePicture(page, `espaces-${size.width}-${colorScheme}`);
      });

  for (const width of [390, 320])
    test(`[U05] at ${width} px everything is in one column, without a scroll across`, async () => {
      await count(26);
      const page = await tablet({ viewport: { width, height: 760 } });
      expect((await overflowOf(page)).x).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await takePicture(page, `espaces-${width}-light`, { fullPage: true });
    });
});

describe('[R04] A6, saturation', () => {
  const at = async (minutes: number) => {
    await served.at(plus(served.clock.now(), minutes * MINUTE));
  };

  test('five minutes at 95 % raise it on the tablet and for the lead, 94-96-94 in a minute does not, under 90 % it clears', async () => {
    const [page, lead] = [await tablet(), await tablet({}, '/maraudes')];
    const alarms = () => lead.getByRole('region', { name: 'Alarmes' }).innerText();
    await count(30);
    await count(31);
    await count(30);
    await at(6);
    await expect.poll(() => word(page), PATIENCE).toBe('tendu');
    expect(await alarms()).not.toContain('ER-1');
    await count(31);
    await at(4);
    await expect.poll(() => shown(page), PATIENCE).toBe(31);
    expect(await word(page)).toBe('tendu');
    await at(1);
    await expect.poll(() => word(page), PATIENCE).toBe('sature');
    await expect.poll(alarms, PATIENCE).toContain('ER-1 saturé');
    await takePicture(page, 'espaces-sature-light');
    await count(29);
    await expect.poll(() => shown(page), PATIENCE).toBe(29);
    expect(await word(page)).toBe('sature');
    await count(28);
    await expect.poll(() => word(page), PATIENCE).toBe('tendu');
    await expect.poll(alarms, PATIENCE).not.toContain('ER-1');
  });

  test('over the limit nobody is refused, and the tablet says where there is room from the other’s class alone', async () => {
    await elsewhere.send({ type: 'RecountRestSpace', space: space('ER-2'), present: 3, reason: 'doute' });
    await at(3);
    await count(31);
    const page = await tablet();
    await tapAll(page, { entree: 3, sortie: 0 });
    expect([await shown(page), await word(page)]).toEqual([34, 'complet']);
    await page.getByText('2 au-dessus de la jauge').waitFor();
    await page.getByText(/Orientez vers ER-2\s:\s1 place et plus/).waitFor();
    await expect.poll(balance, PATIENCE).toBe(34);
    await takePicture(page, 'espaces-complet-light');
    expect(await page.content()).not.toContain('"present":3,');
  });
});

describe('[R05] corrections', () => {
  test('the last tap is taken back, and both stay on record', async () => {
    await count(12);
    const page = await tablet();
    const undone = await recorded('RestSpaceCountUndone');
    await sortie(page).click();
    expect(await shown(page)).toBe(11);
    await page.getByRole('button', { name: 'Annuler' }).click();
    expect(await shown(page)).toBe(12);
    await expect.poll(() => recorded('RestSpaceCountUndone'), PATIENCE).toBe(undone + 1);
    await expect.poll(balance, PATIENCE).toBe(12);
  });

  test('a recount needs its reason, and keeps both numbers', async () => {
    await count(24);
    const page = await tablet();
    await page.getByRole('button', { name: 'Recompter' }).first().click();
    await page.getByLabel('Personnes comptées à l’intérieur').fill('22');
    const save = page.getByRole('button', { name: /Enregistrer 22 au lieu de 24/ });
    expect(await save.isDisabled()).toBe(true);
    await takePicture(page, 'espaces-recompter-light');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Sortie oubliée').check();
    await save.click();
    await expect.poll(balance, PATIENCE).toBe(22);
    const last = (await log.read(0, 1_000_000)).findLast(({ kind }) => kind === 'RestSpaceRecounted');
    expect(last?.event).toMatchObject({ present: 22, before: 24, reason: 'oubli-sortie' });
  });

  test('a departure where nobody is inside is not sent, and asks for a recount', async () => {
    await count(0);
    const page = await tablet();
    const left = await recorded('RestSpaceLeft');
    await sortie(page).click();
    await page.getByText(/Le compteur est à zéro/).waitFor();
    expect([await shown(page), await recorded('RestSpaceLeft')]).toEqual([0, left]);
  });

  test('[RSP-18] a balance below zero is shown as nobody, and asks for a recount', async () => {
    await count(1);
    const page = await tablet();
    await page.context().setOffline(true);
    await served.at(plus(served.clock.now(), 3 * MINUTE));
    await tapAll(page, { entree: 0, sortie: 2 });
    await page.getByText(/Plus de sorties que d’entrées/).waitFor();
    await page.context().setOffline(false);
    await expect.poll(balance, PATIENCE).toBe(-1);
    await expect.poll(() => chip(page), PATIENCE).toBe('transmis');
    expect(await shown(page)).toBe(0);
    await page.getByText(/Plus de sorties que d’entrées/).waitFor();
  });
});

test('[R06] no link leads out of this space, and nothing of it is kept in the browser', async () => {
  await count(5);
  const page = await tablet();
  const links = await page.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  expect(links).toEqual(['/espaces/ER-1/feuille']);
  await entree(page).click();
  await expect.poll(() => chip(page), PATIENCE).toBe('transmis');
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  expect(kept).toEqual([0, 0, 'lang=fr']);
});

describe('[R07] without a pointer', () => {
  test('[U06] E, S and U of a French keyboard count and take back, and no letter does in a field', async () => {
    await count(20);
    const page = await tablet();
    await pressAzerty(page, 'e', 'KeyE');
    await expect.poll(() => shown(page), PATIENCE).toBe(21);
    await pressAzerty(page, 's', 'KeyS');
    await expect.poll(() => shown(page), PATIENCE).toBe(20);
    await pressAzerty(page, 'u', 'KeyU');
    await expect.poll(() => shown(page), PATIENCE).toBe(21);
    await pressAzerty(page, '?', 'KeyM');
    await page.getByRole('dialog', { name: 'Raccourcis' }).waitFor();
    await pressAzerty(page, 'e', 'KeyE');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await shown(page)).toBe(21);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(
      `[U05] ${colorScheme}, an audit of accessibility finds nothing, in any state`,
      { timeout: 60_000 },
      async () => {
        await count(31);
        const page = await tablet({ viewport: SIZES[0], colorScheme });
        const audited: Record<string, string[]> = { open: await accessibilityFaults(page) };
        await page.getByRole('button', { name: 'Demande D2O' }).click();
        audited['request'] = await accessibilityFaults(page);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Fermer' }).click();
        audited['close'] = await accessibilityFaults(page);
        await page.keyboard.press('Escape');
        await page.getByRole('link', { name: 'Feuille du jour' }).click();
        await page.getByRole('heading', { name: /Feuille du/ }).waitFor();
        audited['sheet'] = await accessibilityFaults(page);
        await takePicture(page, `espaces-feuille-${colorScheme}`);
        const list = await tablet({ colorScheme }, '/espaces');
        audited['list'] = await accessibilityFaults(list);
        await takePicture(list, `espaces-liste-${colorScheme}`);
        expect(audited).toEqual({ open: [], request: [], close: [], sheet: [], list: [] });
      },
    );

  test('[U05] a system’s own colours keep every word and shape', async () => {
    await count(26);
    const page = await tablet({ viewport: SIZES[0], forcedColors: 'active' });
    for (const words of ['Entrée', 'Sortie', 'Tendu', '6 places', 'Données simulées ×0']) {
      const shape = page.getByText(words, { exact: true }).first();
      expect(await shape.isVisible()).toBe(true);
      // The system paints its own ground behind words: in that colour they would be gone.
      const inks = await shape.evaluate((node) => {
        const probe = Object.assign(document.body.appendChild(document.createElement('i')), {
          className: 'probe',
        });
        probe.style.color = 'CanvasText';
        return [getComputedStyle(node).color, getComputedStyle(probe).color];
      });
      expect([words, inks[0]]).toEqual([words, inks[1]]);
    }
    await takePicture(page, 'espaces-forced');
  });
});

test('[U01] a count of which nothing was said for two hours is stale, says its hour, and asks whether it is right', async () => {
  await count(14);
  const page = await tablet();
  const fresh = () => page.locator('.figure').getAttribute('data-fresh');
  expect(await fresh()).toBe('frais');
  await served.at(plus(served.clock.now(), 121 * MINUTE));
  await expect.poll(fresh, PATIENCE).toBe('perime');
  await page.getByText(/donnée de \d\d:\d\d/).waitFor();
  await takePicture(page, 'espaces-perime-light');
  await page.getByRole('button', { name: 'RAS, compte juste' }).first().click();
  await expect.poll(fresh, PATIENCE).toBe('frais');
});

describe('[R08] what others read of it', () => {
  test('other staff read a class and no figure, the lead reads the count', async () => {
    await count(29);
    await served.at(plus(served.clock.now(), 2 * MINUTE));
    const list = await tablet({}, '/espaces');
    await expect
      .poll(() => list.locator('[data-space="ER-1"] .words').innerText(), PATIENCE)
      .toBe('1 à 4 places');
    expect(await list.locator('body').innerText()).not.toMatch(/\b29\b/);
    expect(await list.content()).not.toContain('present:29');
    expect(await list.content()).toContain('band:"1-4"');
    const exact = await tablet({}, '/espaces?porte=lead');
    expect(await exact.locator('[data-space="ER-1"] .words').innerText()).toBe('29 / 32');
  });
});

describe('what is said besides counts', () => {
  test('services, full and the regime are said with one tap, and another space’s tablet sees none of it', async () => {
    await count(8);
    const page = await tablet();
    await page.getByRole('button', { name: 'Repas' }).click();
    await expect
      .poll(() => page.getByRole('button', { name: 'Repas' }).getAttribute('aria-pressed'), PATIENCE)
      .toBe('true');
    await page.getByRole('button', { name: 'Complet' }).click();
    await expect.poll(() => word(page), PATIENCE).toBe('declare');
    await entree(page).click();
    expect(await shown(page)).toBe(9);
    await page.getByRole('button', { name: 'Lever le complet' }).click();
    await expect.poll(() => word(page), PATIENCE).toBe('ok');
    await page.getByRole('button', { name: 'Passer en régime nuit' }).click();
    await expect
      .poll(() => page.locator('[data-regime="nuit"]').getAttribute('aria-current'), PATIENCE)
      .toBe('true');
    await page.locator('[data-due]').waitFor();
    await page.getByRole('button', { name: 'Passer en régime jour' }).click();
    await expect.poll(() => page.locator('[data-due]').count(), PATIENCE).toBe(0);
    await page.getByRole('button', { name: 'Repas' }).click();
    await expect
      .poll(() => page.getByRole('button', { name: 'Repas' }).getAttribute('aria-pressed'), PATIENCE)
      .toBe('false');
  });

  test('[PRV-34] a request for a D2O bed gives its code, large, to be read aloud, then its steps', async () => {
    await count(8);
    const page = await tablet();
    const ward = await connect(served.url, { door: 'hospital' });
    await page.getByRole('button', { name: 'Demande D2O' }).click();
    await page.getByLabel('Sevrage').check();
    await page.getByRole('button', { name: 'Demander un lit' }).click();
    const code = await page.locator('[data-code]').innerText();
    expect(code).toMatch(/^[A-Z0-9]{6}$/);
    await takePicture(page, 'espaces-code-light');
    await page.getByRole('button', { name: 'Terminé' }).click();
    expect(await ward.send({ type: 'AcknowledgeRequest', code })).toMatchObject({ outcome: 'accepted' });
    await page.getByRole('button', { name: 'Demande D2O 1' }).click();
    await page.locator('[data-request="vue"]').getByText(code).waitFor();
    expect(await page.getByText(/reste 2[34] h/).count()).toBe(1);
    await page.getByRole('button', { name: 'Retirer la demande' }).click();
    await page.locator('[data-request="retiree"]').waitFor();
    ward.close();
  });

  test('a space closes with its reason and its hour, counts nothing, and opens empty', async () => {
    await count(3);
    const page = await tablet();
    await page.getByRole('button', { name: 'Fermer' }).click();
    const close = page.getByRole('button', { name: 'Fermer ER-1' });
    expect(await close.isDisabled()).toBe(true);
    await page.getByLabel('Travaux').check();
    await page.getByLabel('Réouverture').selectOption({ index: 3 });
    await close.click();
    await page.getByRole('heading', { name: 'Fermé' }).waitFor();
    await page.getByText(/Ouvre à \d\d:\d\d/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'espaces-ferme-light');
    await page.getByRole('button', { name: /Ouvrir en régime jour/ }).click();
    await page.locator('[data-present]').waitFor();
    expect(await shown(page)).toBe(0);
    // Drawn at once, opened once the server has it.
    await expect.poll(() => served.app.world.state(restSpaceStream(ER1.space)).kind, PATIENCE).toBe('ouvert');
  });

  test('the day’s sheet is filed in figures, and only its day comes back', async () => {
    const page = await tablet({ viewport: SIZES[0] }, '/espaces/ER-1/feuille');
    await page.getByRole('button', { name: 'Aujourd’hui' }).click();
    await page.getByLabel('Entrées', { exact: true }).fill('137');
    await page.getByRole('button', { name: /Transmettre/ }).click();
    await page.getByText(/est vide/).waitFor();
    for (const field of await page.locator('input[type="number"]').all())
      if ((await field.inputValue()) === '') await field.fill('0');
    await page.getByLabel('dont femmes').fill('200');
    await page.getByRole('button', { name: /Transmettre/ }).click();
    await page.getByText(/dépasse le nombre d’entrées/).waitFor();
    await page.getByLabel('dont femmes').fill('14');
    await page.getByRole('button', { name: /Transmettre/ }).click();
    await page.locator('[data-outcome="transmis"]').waitFor();
    await page.locator('[data-filed]').waitFor();
    const filed = (await log.read(0, 1_000_000)).findLast(({ kind }) => kind === 'DaySheetFiled');
    expect(filed?.event).toMatchObject({ day: '2026-11-21', figures: { visits: 137, women: 14 } });
    expect(JSON.stringify(served.app.world.lead.value('rest-space:ER-1'))).not.toContain('137');
  });

  test('a device that can keep nothing and has no network does not pretend to count', async () => {
    await count(4);
    const screen = await openScreen(browser, { viewport: SIZES[1] });
    screens.push(screen);
    await screen.page.addInitScript(() => {
      Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
    });
    const page = await screen.goLive(`${served.url}/espaces/ER-1`);
    await entree(page).click();
    await expect.poll(balance, PATIENCE).toBe(5);
    await page.context().setOffline(true);
    await page.getByText('Compteur non enregistré').first().waitFor({ timeout: 60_000 });
    expect([await entree(page).isDisabled(), await sortie(page).isDisabled()]).toEqual([true, true]);
    await takePicture(page, 'espaces-non-enregistre-light');
    await page.context().setOffline(false);
    await expect.poll(() => entree(page).isEnabled(), PATIENCE).toBe(true);
  });

  test('a space that the territory does not have is a plain page with a way back', async () => {
    const { page } = screens[screens.push(await openScreen(browser)) - 1] as Screen;
    const answer = await page.goto(`${served.url}/espaces/ER-9`);
    expect(answer?.status()).toBe(404);
    const ways = await page
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(new Set(ways)).toEqual(new Set(['/']));
  });
});

/** The contrast of an element's text on the nearest ground that is painted. */
function contrastOf(element: ReturnType<Page['locator']>): Promise<number> {
  return element.evaluate((node) => {
    const luminance = (colour: string) => {
      const channels = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((text) => Number(text) / 255);
      const [r = 0, g = 0, b = 0] = channels.map((c) =>
        c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let ground: Element | null = node;
    while (ground && /rgba\(.*, 0\)/.test(getComputedStyle(ground).backgroundColor))
      ground = ground.parentElement;
    const [a, b] = [
      luminance(getComputedStyle(node).color),
      luminance(ground ? getComputedStyle(ground).backgroundColor : 'rgb(255,255,255)'),
    ];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}

/** By how much the page is larger than its window. */
function overflowOf(page: Page): Promise<{ x: number; y: number }> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { x: Math.max(0, scrollWidth - innerWidth), y: Math.max(0, scrollHeight - innerHeight) };
  });
}
