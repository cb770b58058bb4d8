import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventLog } from '#server/log/event-log';
import {
  accessibilityFaults,
  openBrowser,
  openScreen,
  PATIENCE,
  takePicture,
  WALL,
  type Screen,
} from '../support/browser.ts';
import { paris } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { leadByMouse } from './evening/lead-mouse.ts';
import { phoneHands } from './evening/phone-hands.ts';
import { PlayedEvening } from './evening/played-evening.ts';
import { postHands } from './evening/post-hands.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
/** One act of the evening is some twenty acts of people, at the pace of a slow machine. */
const ACT = { timeout: 300_000 } as const;

// One evening on one server, from test to test: the lead, two teams, one agent and the wall are real pages; the others
// are the demonstration's own devices. A test that fails leaves those after it without their evening.
let browser: Browser;
let served: Served;
let log: EventLog;
let evening: PlayedEvening;
const screens: Record<string, Screen> = {};
let lead: Page;
let wall: Page;
let post: Page;
let first: Page;
let second: Page;
beforeAll(async () => {
  browser = await openBrowser({ webgl: false });
  served = await servePages(paris('16:55'), { through: (each) => (log = each) });
  evening = await PlayedEvening.begin(served, log);
  lead = await screen('lead', {}, '/maraudes');
  wall = await screen('wall', { viewport: WALL, reducedMotion: 'reduce' }, '/mur');
  post = await agent();
  first = await phone('T1');
  second = await phone('T2');
  evening.embody(
    'lead',
    leadByMouse(lead, (report) => evening.report(report)),
  );
  evening.embody('RATP-1', postHands(post));
  evening.embody('T1', phoneHands(first));
  evening.embody('T2', phoneHands(second));
});
afterAll(async () => {
  evening.stop();
  await browser.close();
  await served.stop();
});

async function screen(name: string, options: Parameters<typeof openScreen>[1], path: string): Promise<Page> {
  const opened = await openScreen(browser, options);
  screens[name] = opened;
  return opened.goLive(`${served.url}${path}`);
}

async function agent(): Promise<Page> {
  const opened = await openScreen(browser, PHONE);
  screens['post'] = opened;
  await opened.page
    .context()
    .addCookies([{ name: 'poste', value: 'RATP-1', domain: '127.0.0.1', path: '/ratp' }]);
  return opened.goLive(`${served.url}/ratp`);
}

async function phone(team: string): Promise<Page> {
  const opened = await openScreen(browser, PHONE);
  screens[team] = opened;
  const { page } = opened;
  await page.goto(`${served.url}/terrain`);
  await page.locator('[data-ready="true"]').waitFor(PATIENCE);
  await page.getByRole('button', { name: team, exact: true }).tap();
  await page.locator('[data-link="direct"]').waitFor(PATIENCE);
  return page;
}

const row = (report: string) => lead.locator(`[data-report="${evening.report(report)}"]`);
const team = (name: string) => lead.locator(`[data-team="${name}"]`);
const card = (name: string) => post.getByRole('article', { name, exact: true });
const isDone = (name: string, step: string) =>
  card(name).locator(`[data-step="${step}"]`).getAttribute('data-done');
const places = () => lead.locator('#file [data-report] .name').allInnerTexts();

describe('a request of a post', () => {
  test('[P02] is on the console at once, and what the lead does is on the post’s screen', ACT, async () => {
    await evening.until('17:09');
    await expect.poll(() => row('chateau-rouge').innerText(), PATIENCE).toMatch(/Château Rouge[^]*Accuser/);
    await expect.poll(() => isDone('Château Rouge', 'envoyee'), PATIENCE).toBe('yes');
    expect(await isDone('Château Rouge', 'accusee')).toBe('no');
    await evening.until('17:11');
    await expect.poll(() => isDone('Château Rouge', 'accusee'), PATIENCE).toBe('yes');
  });

  test(
    'the team that the lead sends has it on its phone; once it is taken the post knows that somebody comes',
    ACT,
    async () => {
      await evening.until('17:13');
      await second.locator('[data-mission="donnee"]', { hasText: 'Château Rouge' }).waitFor(PATIENCE);
      expect(await first.locator('[data-mission="aucune"]').count()).toBe(1);
      await evening.until('17:16');
      await expect.poll(() => isDone('Château Rouge', 'en-route'), PATIENCE).toBe('yes');
      expect(await card('Château Rouge').innerText()).not.toMatch(/T2/);
      await expect.poll(() => row('chateau-rouge').innerText(), PATIENCE).toContain('T2 en route');
    },
  );

  test('another post that notices the same makes it larger, not two', ACT, async () => {
    await evening.until('17:17');
    await expect.poll(() => row('chateau-rouge').innerText(), PATIENCE).toContain('10 à 19');
    expect(await places()).toEqual(['Château Rouge']);
    expect(await card('Château Rouge').count()).toBe(1);
  });
});

describe('the hour of the residents', () => {
  test('the queue is sorted by the time that is left', ACT, async () => {
    await evening.until('17:40');
    // One not acknowledged yet has ten minutes; the others two hours from the last thing said of them.
    await expect
      .poll(places, PATIENCE)
      .toEqual(['Belleville – Place des Fêtes', 'Château Rouge', 'Crimée – Ourcq', 'Goutte d’Or – Barbès']);
    await takePicture(lead, 'evening-console-1740');
  });

  test(
    '[M06] what a phone says underground waits on it, and is in the log once it comes back',
    ACT,
    async () => {
      await evening.until('17:49');
      await second.locator('header [data-chip="garde"]').waitFor(PATIENCE);
      const isOf = (pass: Record<string, unknown>) => JSON.stringify(pass).includes('st-chateau-rouge');
      expect((await evening.facts('PassDeclared')).filter(isOf)).toEqual([]);
      expect(await row('chateau-rouge').innerText()).toContain('sur place');
      await takePicture(second, 'evening-phone-offline');
      await evening.until('17:51');
      expect((await evening.facts('PassDeclared')).filter(isOf)).toHaveLength(1);
      expect(await evening.facts('MissionFinished')).toHaveLength(2);
    },
  );

  test('[P02] the post learns how its request ended, and nothing finer: nobody was found', ACT, async () => {
    await evening.until('17:55');
    await expect.poll(() => card('Château Rouge').locator('[data-step]').count(), PATIENCE).toBe(0);
    await post.getByText(/Closes depuis un jour/).click();
    const over = post.locator('[data-over]', { hasText: 'Château Rouge' });
    await over.getByText('sans suite').waitFor(PATIENCE);
    expect(await over.innerText()).not.toMatch(/partie|T2/);
  });
});

describe('a station that closes', () => {
  test('is closed for the agent, for the teams and for the lead', ACT, async () => {
    await evening.until('17:57');
    await post.getByRole('searchbox').fill('marx dormoy');
    await post.locator('[data-station="st-marx-dormoy"]', { hasText: 'fermée' }).waitFor(PATIENCE);
    await post.getByRole('searchbox').fill('');

    await first.getByRole('button', { name: 'Descendre' }).tap();
    await first.getByRole('searchbox').fill('Marx Dormoy');
    await first.locator('[data-place]', { hasText: 'station fermée' }).waitFor(PATIENCE);
    await first.getByRole('button', { name: 'Annuler', exact: true }).tap();

    await lead.keyboard.press('Control+k');
    await lead.getByRole('combobox').fill('marx dormoy');
    await lead.getByRole('option', { name: /Marx Dormoy.*12/ }).click();
    await lead.locator('#detail', { hasText: 'Station fermée' }).waitFor(PATIENCE);
    await lead.keyboard.press('Escape');
  });
});

describe('a rest space that fills up', () => {
  test('[W17] is full on every screen, and the phone names the next one', ACT, async () => {
    const room = first.locator('[data-advice]');
    await expect.poll(() => room.getAttribute('data-advice'), PATIENCE).toBe('ER-1');
    await evening.until('18:02');
    await expect.poll(() => room.getAttribute('data-advice'), PATIENCE).toBe('ER-2');
    await lead.locator('.room [data-band="complet"]').waitFor(PATIENCE);
    await wall.locator('.picture [data-band="complet"]').waitFor(PATIENCE);
    await evening.until('18:14');
    await expect
      .poll(() => lead.getByRole('region', { name: 'Alarmes' }).innerText(), PATIENCE)
      .toContain('ER-1');
    await wall.locator('[data-alarm="space-full"]').waitFor(PATIENCE);
  });
});

describe('a team that does not come up', () => {
  test(
    '[M07] is expected until ten minutes past its exit, then is an alarm on the console and on the wall',
    ACT,
    async () => {
      await evening.until('18:32');
      await team('T3')
        .getByText(/sortie/)
        .waitFor(PATIENCE);
      await served.at(paris('18:32:59'));
      expect(await team('T3').getAttribute('data-trouble')).toBeNull();
      expect(await wall.locator('[data-alarm="team-silent"]').count()).toBe(0);
      await served.at(paris('18:33:01'));
      await expect.poll(() => team('T3').getAttribute('data-trouble'), PATIENCE).toBe('P1');
      await wall.locator('[data-alarm="team-silent"][data-p="P1"]').waitFor(PATIENCE);
      // The wall says to whom it is, and neither which team nor where.
      expect(await wall.locator('[data-alarm="team-silent"]').innerText()).not.toMatch(/T3|Jaurès/);
      await takePicture(wall, 'evening-wall-silent');
      await takePicture(lead, 'evening-console-silent');
    },
  );

  test('is answered for, and the alarm ends with its first sign', ACT, async () => {
    await evening.until('18:35');
    await expect
      .poll(() => lead.getByRole('region', { name: 'Alarmes' }).innerText(), PATIENCE)
      // What nobody has answered stands before it, however less grave.
      .toMatch(/^P2[^]*ER-1[^]*P1[^]*T3/);
    await evening.until('18:44');
    await expect.poll(() => team('T3').getAttribute('data-trouble'), PATIENCE).toBeNull();
    await expect.poll(() => wall.locator('[data-alarm="team-silent"]').count(), PATIENCE).toBe(0);
  });
});

describe('the screens of the evening', () => {
  test.each(['lead', 'wall', 'post', 'T1', 'T2'])(
    '[U05] an audit of the screen of %s finds nothing',
    ACT,
    async (name) => {
      await evening.until('18:50');
      expect(await accessibilityFaults(screens[name]?.page ?? lead)).toEqual([]);
    },
  );
});

describe('a bed', () => {
  test(
    'is asked for on the street with a code alone, and the phone follows it to the ward',
    ACT,
    async () => {
      await evening.until('19:22');
      await first.getByRole('button', { name: 'Demande D2O' }).tap();
      const [asked] = await evening.facts('AdmissionRequested');
      const request = first.locator('[data-request="acceptee"]');
      await request.getByText(String(asked?.['code'])).waitFor(PATIENCE);
      await first.getByRole('button', { name: 'Revenir', exact: true }).tap();
      await evening.until('19:30');
      expect(await evening.facts('DepartedForWard')).toHaveLength(1);
    },
  );
});

describe('the end of the evening', () => {
  test('what nobody took up is over by itself two hours after the last thing said of it', ACT, async () => {
    await evening.until('19:38');
    expect(await places()).toContain('Belleville – Place des Fêtes');
    await evening.until('19:48');
    await expect.poll(places, PATIENCE).toEqual([]);
    expect(await evening.facts('ReportExpired')).toMatchObject([{ report: evening.report('belleville') }]);
    expect(await lead.locator('#file').innerText()).toContain('Aucune demande ouverte');
  });

  test('the log holds what was done, once each, and nothing else', ACT, async () => {
    await evening.until('20:17');
    expect(await evening.recorded()).toEqual(evening.owed(['ReportExpired']));
    expect(evening.refused).toEqual([]);

    const script = evening.moments().map(({ intention }) => intention);
    const said = (of: Record<string, unknown>) =>
      JSON.stringify([of['place'], of['slot'], of['people'], of['needs']]);
    const passes = script.filter((each) => each.kind === 'pass-declared');
    expect((await evening.facts('PassDeclared')).map(said).sort()).toEqual(
      passes.map((each) => said(each)).sort(),
    );
    const met = script.flatMap((each) => (each.kind === 'tour-reported' ? [each.figures.encounters] : []));
    const counted = await evening.facts('TourReportFiled');
    expect(counted.map((each) => (each['figures'] as { encounters: number }).encounters).sort()).toEqual(
      met.sort(),
    );
    const ids = await evening.commandIds();
    const ofPeople = ids.filter((id) => /^[0-9a-f]{8}-.*(Declared|Filed|Given|Requested)$/.test(id));
    expect(new Set(ofPeople).size).toBe(ofPeople.length);
  });

  test('every team has gone home, and no screen met a fault', ACT, async () => {
    for (const name of ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'])
      await expect.poll(() => team(name).innerText(), PATIENCE).not.toMatch(/sous terre|sortie|sur place/);
    await takePicture(lead, 'evening-console-end');
    await takePicture(wall, 'evening-wall-end');
    for (const [name, { faults }] of Object.entries(screens))
      expect([name, faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))]).toEqual([
        name,
        [],
      ]);
  });
});
