import type { Browser, Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventLog } from '#server/log/event-log';
import { MINUTE, plus } from '#shared/kernel/instant';
import { begunAnew } from '../support/begun-anew.ts';
import { accessibilityFaults, openBrowser, PATIENCE, takePicture, type Screen } from '../support/browser.ts';
import { connect, type Client } from '../support/client.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { paris, station, team } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import {
  blankPhone,
  chip,
  descend,
  enter,
  goUnder,
  linked,
  onTour,
  pass,
  raiseAlert,
  sent,
  shellKept,
  tap,
} from './field-phone.ts';

// What the link does to the phone, and every state of its screen. One afternoon on one server, a team of its own each.
const COORDINATE = /\b48\.[89]\d{2,}|\b2\.[2-4]\d{2,}|"(?:lat|lng|lon|latitude|longitude|coords|accuracy)"/;
let browser: Browser;
let served: Served;
let log: EventLog;
let lead: Client;
const screens: Screen[] = [];
begunAnew(
  async () => {
    browser = await openBrowser({ webgl: false });
    served = await servePages(paris('15:01:10'), { through: (each) => (log = each) });
    lead = await connect(served.url, { door: 'lead' });
  },
  async () => {
    lead.close();
    await browser.close();
    await served.stop();
  },
);
afterEach(async () => {
  const faults = screens.flatMap(({ faults: each }) => each);
  for (const screen of screens.splice(0)) await screen.close();
  expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(fault))).toEqual([]);
});

async function blank(options: Parameters<typeof blankPhone>[1] = {}): Promise<Page> {
  const screen = await blankPhone(browser, options);
  screens.push(screen);
  return screen.page;
}

const recorded = async (kind: string) =>
  (await log.read(0, 1_000_000)).filter((record) => record.kind === kind);

describe('the link', () => {
  test('[M04] a storm of resends doubles nothing', async () => {
    const page = await blank();
    let times = 1;
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const copies = String(message).includes('command:send') ? times : 1;
        for (let copy = 0; copy < copies; copy += 1) server.send(message);
      });
    });
    await enter(page, served.url, 'T1');
    await onTour(page);
    times = 12;
    const before = (await recorded('AdmissionRequested')).length;
    await tap(page, 'Demande D2O');
    for (let made = 0; made < 10; made += 1) {
      if (made > 0) await tap(page, 'Nouvelle demande');
      await tap(page, 'Envoyer la demande');
    }
    await sent(page);
    await expect.poll(async () => (await recorded('AdmissionRequested')).length - before, PATIENCE).toBe(10);
    // A phone that says the same again later too: each id was done once.
    const all = await recorded('AdmissionRequested');
    expect(new Set(all.map(({ commandId }) => commandId)).size).toBe(all.length);
  });

  test('an answer that comes late leaves the request that is being filled in as it is', async () => {
    const page = await blank();
    const answers = await holdAnswers(page);
    await enter(page, served.url, 'T1');
    await onTour(page);
    answers.begin();
    await tap(page, 'Demande D2O');
    await tap(page, 'Envoyer la demande');
    await expect.poll(() => answers.waiting().length, PATIENCE).toBe(1);
    const [late] = answers.waiting();
    await tap(page, 'Nouvelle demande');
    await page.getByRole('checkbox').first().check();
    answers.end();
    await sent(page);
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(true);
    expect(await page.getByRole('button', { name: 'Envoyer la demande' }).isVisible()).toBe(true);
    // Its code is not lost: it is in the list of the team's own.
    const code = /"code":"([^"]+)"/.exec(late ?? '')?.[1] ?? 'aucun code';
    await page.locator('[data-request]', { hasText: code }).waitFor(PATIENCE);
  });

  test('[M06] a browser that believes that it is offline sends all the same', async () => {
    const page = await blank();
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
    await enter(page, served.url, 'T1');
    await onTour(page);
    const before = (await recorded('AdmissionRequested')).length;
    await tap(page, 'Demande D2O');
    await tap(page, 'Envoyer la demande');
    await sent(page);
    await page.locator('[data-code]').waitFor(PATIENCE);
    expect(await recorded('AdmissionRequested')).toHaveLength(before + 1);
  });

  test('[M05] no request of a tour holds a coordinate, nor does any storage', async () => {
    const page = await blank();
    const said: string[] = [];
    page.on('request', (request) => said.push(`${request.url()} ${request.postData() ?? ''}`));
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => said.push(String(payload))));
    await enter(page, served.url, 'T2');
    await onTour(page);
    await pass(page);
    await descend(page, 'jaures', '20');
    await tap(page, 'Je sors');
    await page.locator('[data-theme="light"]').waitFor(PATIENCE);
    await tap(page, 'Signaler');
    await page.locator('[data-kind="groupe"]').tap();
    await page.locator('[data-class="0-4"]').tap();
    await sent(page);
    const sentWords = said.join('\n');
    expect(sentWords).toContain('DeclarePass');
    expect(sentWords).not.toMatch(COORDINATE);
    const stored = await page.evaluate(async () => {
      const bases = await indexedDB.databases();
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, bases, document.cookie]);
    });
    expect(stored).not.toMatch(COORDINATE);
    expect(stored).not.toMatch(/z-dormoy|st-jaures/);
  });

  test('[M01] every action of the phone is kept without network, and each is done once it is back', async () => {
    const page = await blank();
    await enter(page, served.url, 'T3');
    await onTour(page);
    await lead.send({
      type: 'GiveMission',
      team: team('T3'),
      place: station('st-marx-dormoy'),
      report: null,
    });
    await page.locator('[data-mission="donnee"]').waitFor(PATIENCE);
    await shellKept(page);
    await goUnder(page);
    await tap(page, 'Je prends');
    await tap(page, 'Sur place');
    await pass(page);
    await tap(page, 'Terminée');
    await descend(page, 'jaures', '20');
    await tap(page, '+20 min');
    await tap(page, 'Je sors');
    await page.locator('[data-theme="light"]').waitFor(PATIENCE);
    await tap(page, 'Demande D2O');
    await tap(page, 'Envoyer la demande');
    await tap(page, 'Revenir');
    await tap(page, 'Signaler');
    await page.locator('[data-kind="autre"]').tap();
    await page.locator('[data-class="0-4"]').tap();
    await tap(page, 'Sortie conjointe');
    await tap(page, 'Demander une sortie à EMH-1');
    await page.locator('[data-outing="envoi"]').waitFor(PATIENCE);
    await tap(page, 'Revenir');
    await tap(page, 'Tournée');
    await tap(page, 'Fin de tournée');
    await tap(page, 'Finir la tournée');
    await page.waitForURL(/\/terrain\/tournee$/, PATIENCE);
    await tap(page, 'Envoyer le bilan');
    expect(await chip(page)).toBe('garde');
    await page.context().setOffline(false);
    await sent(page);
    for (const kind of [
      'MissionTaken',
      'MissionReached',
      'MissionFinished',
      'AdmissionRequested',
      'ReportFiled',
      'JointOutingAsked',
      'MaraudeClosed',
      'TourReportFiled',
    ])
      expect((await recorded(kind)).length, kind).toBeGreaterThanOrEqual(1);
  });
});

/** Everything written that is too small, or that stands out too little from what is behind it (M03). */
function unreadable(): string[] {
  const bright = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node: Element | null): string => {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  return [
    ...document.querySelectorAll<HTMLElement>('.phone :is(p, li, h1, h2, h3, dt, dd, label, button, a)'),
  ].flatMap((node) => {
    const written = [...node.childNodes].some((each) => each.nodeType === 3 && each.textContent?.trim());
    const { width, height } = node.getBoundingClientRect();
    if (!written || width <= 1 || height <= 1) return [];
    const { fontSize, color } = getComputedStyle(node);
    const [a, b] = [bright(color), bright(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const isBody = node.matches('p, li, dt, dd, label, h1, h2, h3');
    return Number.parseFloat(fontSize) < 16 || ratio < (isBody ? 7 : 4.5)
      ? [`${node.textContent?.trim().slice(0, 40)}: ${fontSize}, ${ratio.toFixed(1)}`]
      : [];
  });
}

describe('every state of the screen', () => {
  for (const [theme, height] of [
    ['Clair', 844],
    ['Sombre', 844],
    ['Clair', 568],
    ['Sombre', 568],
  ] as const) {
    const width = height === 568 ? 320 : 390;
    test(`[M03] [M09] is read at ${width}x${height}, ${theme.toLocaleLowerCase()}: axe finds nothing, nothing scrolls sideways`, async () => {
      const of =
        { Clair844: 'T4', Sombre844: 'T5', Clair568: 'T6', Sombre568: 'T4' }[`${theme}${height}`] ?? 'T4';
      const page = await blank({ viewport: { width, height } });
      const found: Record<string, string[]> = {};
      const check = async (what: string) => {
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const faults = [
          ...(await accessibilityFaults(page)),
          ...(await page.evaluate(unreadable)),
          ...(over > 0 ? [`${over} px too wide`] : []),
        ];
        if (faults.length > 0) found[what] = faults;
        await takePicture(page, `phone-${what}-${width}-${theme.toLocaleLowerCase()}`);
      };
      await enter(page, served.url, of);
      await page
        .getByRole('button', { name: 'Surface et souterrain' })
        .or(page.locator('[data-thumb]'))
        .first()
        .waitFor(PATIENCE);
      if (await page.locator('[data-thumb]').isVisible()) {
        await tap(page, 'Tournée');
      }
      await tap(page, 'Mes données');
      await tap(page, theme);
      await tap(page, 'Revenir');
      await check('prise-de-poste');
      await onTour(page);
      await lead.send({
        type: 'GiveMission',
        team: team(of),
        place: station('st-marx-dormoy'),
        report: null,
      });
      await page.locator('[data-mission="donnee"]').waitFor(PATIENCE);
      await check('mission');
      await tap(page, 'Je prends');
      await pass(page);
      await check('annuler');
      await tap(page, 'Impossible');
      await check('impossible');
      await tap(page, 'Autre');
      for (const [name, what] of [
        ['Signaler', 'signaler'],
        ['Sortie conjointe', 'sortie'],
        ['Demande D2O', 'd2o'],
      ] as const) {
        await tap(page, name);
        await check(what);
        await tap(page, /^(Revenir|Annuler)$/);
      }
      await tap(page, 'Descendre');
      await page.getByRole('searchbox').fill('jaures');
      await page.locator('[data-place]').first().tap();
      await tap(page, '20 min');
      await page.locator('[data-exit="a-venir"]').waitFor(PATIENCE);
      await check('sous-terre');
      await sent(page);
      await served.at(plus(served.clock.now(), 31 * MINUTE));
      await page.locator('[data-exit="signalee"]').waitFor(PATIENCE);
      await check('muette');
      await tap(page, 'Je sors');
      await sent(page);
      await tap(page, /^ALERTE/);
      await check('alerte-confirmer');
      // What was not confirmed in time is not asked for any more.
      await page.getByRole('button', { name: /^ALERTE/ }).waitFor(PATIENCE);
      await raiseAlert(page);
      await page.locator('[data-alert-state="partie"]').waitFor(PATIENCE);
      await check('alerte');
      await tap(page, 'Revenir');
      await goUnder(page);
      await pass(page);
      await check('hors-ligne');
      await page.locator('header [data-chip]').tap();
      await check('file-hors-ligne');
      await page.context().setOffline(false);
      await linked(page);
      await tap(page, 'Revenir');
      await sent(page);
      await tap(page, 'Tournée');
      await tap(page, 'Fin de tournée');
      await check('fin');
      await tap(page, 'Finir la tournée');
      await page.waitForURL(/\/terrain\/tournee$/, PATIENCE);
      await check('bilan');
      await tap(page, 'Envoyer le bilan');
      await sent(page);
      expect(found).toEqual({});
    }, 240_000);
  }

  test('[M03] at 200 % text nothing is cut off, and everything is still reached', async () => {
    const page = await blank({ viewport: { width: 390, height: 844 } });
    await enter(page, served.url, 'T2');
    await onTour(page);
    await page.evaluate(() => {
      const nodes = [...document.querySelectorAll<HTMLElement>('.phone *')];
      const sizes = nodes.map((node) => Number.parseFloat(getComputedStyle(node).fontSize) * 2);
      nodes.forEach((node, index) => {
        node.style.fontSize = `${sizes[index]}px`;
        node.style.lineHeight = '1.2';
      });
    });
    await takePicture(page, 'phone-texte-200');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    for (const name of ['Passage fait', 'Descendre', /^ALERTE/, 'Tournée'] as const)
      expect(await page.getByRole('button', { name }).first().isVisible()).toBe(true);
  });
});
