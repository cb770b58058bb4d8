import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventLog } from '#server/log/event-log';
import { closuresIn } from '#server/transport/closures';
import { feedStations } from '#server/transport/identifiers';
import { SECOND, MINUTE, elapsed, plus } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { SafetyEntity } from '#shared/view/dispatch';
import type { Entity } from '#shared/view/entity';
import { begunAnew } from '../support/begun-anew.ts';
import { openBrowser, openScreen, PATIENCE, takePicture, type Screen } from '../support/browser.ts';
import { connect, type Client } from '../support/client.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { hospitalTeam, paris, slotAt, team } from '../support/said.ts';
import { territory, type Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { blankPhone, descend, enter, goUnder, onTour, openTour, pass, sent, tap } from './field-phone.ts';

// One afternoon on one server: its time goes forward from test to test, each with a team of its own.
let browser: Browser;
let served: Served;
let log: EventLog;
let lead: Client;
const screens: Screen[] = [];
const clients: Client[] = [];
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
  for (const client of clients.splice(0)) client.close();
  expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(fault))).toEqual([]);
});

async function blank(options: Parameters<typeof blankPhone>[1] = {}): Promise<Page> {
  const screen = await blankPhone(browser, options);
  screens.push(screen);
  return screen.page;
}

async function phone(of: string): Promise<Page> {
  const page = await blank();
  await enter(page, served.url, of);
  return page;
}

const recorded = async (kind: string) =>
  (await log.read(0, 1_000_000)).filter((record) => record.kind === kind);
const wait = (minutes: number) => served.at(plus(served.clock.now(), minutes * MINUTE));

/** The team's timer, as the lead was last told. */
function timerOf(of: string): SafetyEntity | undefined {
  const told = lead.frames.flatMap(({ name, body }) =>
    name === 'view:changes' && body.audience === 'lead' && body.safety ? [body.safety] : [],
  );
  return told.at(-1)?.find(({ team: id }) => id === of);
}
type Report = Extract<Entity, { kind: 'report' }>;
const reports = (): Report[] =>
  [...lead.held.entities.values()].flatMap(({ value }) => (value.kind === 'report' ? [value] : []));

describe('[M07] without network', () => {
  test('a late sign is the lead’s with its own time, and ends the alarm that its lateness had raised', async () => {
    const page = await phone('T2');
    await openTour(page);
    await descend(page, 'chateua rouge', '20');
    await sent(page);
    await goUnder(page);
    const saidAt = served.clock.now();
    await tap(page, 'Je sors');
    await page.locator('[data-theme="light"]').waitFor(PATIENCE);
    await wait(31);
    const alarms = () =>
      lead.frames.flatMap(({ name, body }) =>
        name === 'view:changes' && body.audience === 'lead' && body.alarms ? [body.alarms] : [],
      );
    const muted = () =>
      alarms()
        .at(-1)
        ?.find(({ key }) => key === 'A2:T2')?.state.kind;
    await expect.poll(muted, PATIENCE).toBe('active');
    await page.context().setOffline(false);
    await sent(page);
    await expect.poll(() => timerOf('T2')?.exitAt, PATIENCE).toBeNull();
    expect(Math.abs(elapsed(timerOf('T2')?.lastSignAt ?? served.clock.now(), saidAt))).toBeLessThan(SECOND);
    await expect.poll(muted, PATIENCE).toBe('revenue');
    const desk = await openScreen(browser, { viewport: { width: 1366, height: 768 } });
    screens.push(desk);
    await desk.goLive(`${served.url}/maraudes`);
    // Its place is forgotten 45 min after it was said, whenever that arrived.
    await desk.page.locator('[data-team="T2"]', { hasText: 'lieu effacé à 15:46' }).waitFor(PATIENCE);
  });
});

describe('what was refused', () => {
  test('is corrected where it was said, keeps its place until then, and is sent once', async () => {
    await served.at(paris('15:32:20'));
    const page = await phone('T3');
    await openTour(page);
    await sent(page);
    await served.at(paris('16:01:10'));
    await page.locator('[data-link="direct"]', { hasText: '16:01' }).waitFor(PATIENCE);
    for (let times = 0; times < 3; times += 1) await pass(page);
    await sent(page);
    // One in ten minutes of a half-hour: the fourth is too many.
    await tap(page, 'Passage fait');
    await page.locator('input[value="soin"]').check();
    await page.locator('[data-class="5-9"]').tap();
    await page.locator('header [data-chip="refuse"]').waitFor(PATIENCE);
    await page.reload();
    await page.locator('header [data-chip="refuse"]').waitFor(PATIENCE);
    await page.locator('header [data-chip]').tap();
    await page.locator('[data-state="refuse"]').waitFor(PATIENCE);
    await takePicture(page, 'terrain-refus-390-clair');
    await page.locator('[data-correct]').tap();
    await page.getByText('Marx Dormoy – Éole').first().waitFor(PATIENCE);
    expect(await page.locator('input[value="soin"]').isChecked()).toBe(true);
    // Left as it is, it is still there.
    await tap(page, 'Annuler');
    expect(await page.locator('header [data-chip]').getAttribute('data-chip')).toBe('refuse');
    await page.locator('header [data-chip]').tap();
    await page.locator('[data-correct]').tap();
    await page.getByRole('button', { name: '15:30–16:00' }).tap();
    await page.locator('[data-class="5-9"]').tap();
    await sent(page);
    const made = (await recorded('PassDeclared')).filter(({ event }) =>
      (event as { needs: string[] }).needs.includes('soin'),
    );
    expect(made.map(({ event }) => event)).toMatchObject([{ slot: slotAt('15:30'), people: '5-9' }]);
    await page.locator('header [data-chip]').tap();
    await page.getByText('Tout est transmis.').waitFor(PATIENCE);
  });
});

describe('the clock of the phone', () => {
  test('is said to be wrong past two minutes, and the server’s time is used', async () => {
    const page = await blank();
    await page.addInitScript(() => {
      const right = Date.now.bind(Date);
      Date.now = () => right() + 7 * 60_000;
    });
    await enter(page, served.url, 'T4');
    await page.locator('[data-clock]', { hasText: 'avance de 7 min' }).waitFor(PATIENCE);
    await takePicture(page, 'terrain-horloge-390-clair');
    await openTour(page);
    await page.locator('[data-clock]').waitFor(PATIENCE);
    await sent(page);
    expect((await recorded('MaraudeOpened')).at(-1)?.event).toMatchObject({ at: served.clock.now() });
    await pass(page);
    await sent(page);
    expect((await recorded('PassDeclared')).at(-1)?.event).toMatchObject({
      slot: slotOf(served.clock.now()),
    });
  });

  test('is not spoken of when it is right', async () => {
    const page = await blank();
    const asked = page.waitForResponse((answer) => answer.request().method() === 'HEAD', PATIENCE);
    await enter(page, served.url, 'T4');
    await asked;
    await onTour(page);
    expect(await page.locator('[data-clock]').count()).toBe(0);
  });
});

describe('what else a team may say', () => {
  test('[M02] a report in three taps: the coordination has it as a maraude’s, without the team', async () => {
    const page = await phone('T5');
    await openTour(page);
    await tap(page, 'Signaler');
    expect(await page.locator('[data-class]').count()).toBe(0);
    await page.locator('[data-kind="materiel-a-ramasser"]').tap();
    await takePicture(page, 'terrain-signaler-390-clair');
    await page.locator('[data-class="5-9"]').tap();
    await sent(page);
    await expect.poll(() => reports().length, PATIENCE).toBe(1);
    expect(reports()[0]).toMatchObject({
      origins: ['maraude'],
      place: { kind: 'zone', id: 'z-dormoy' },
      what: 'materiel-a-ramasser',
      people: '5-9',
      step: 'recu',
    });
    const [filed] = await recorded('ReportFiled');
    expect(JSON.stringify(filed?.event)).not.toMatch(/"T5"/);
  });

  test('a pass is of the half-hour that was chosen, also when another one begins before it is sent', async () => {
    const page = await phone('T6');
    await onTour(page);
    // Of its tour: that has lasted for half an hour then.
    const during = slotOf(served.clock.now());
    await tap(page, 'Passage fait');
    const slots = page.locator('.slots button');
    const words = await slots.first().innerText();
    await wait(30);
    await expect.poll(() => slots.nth(1).innerText(), PATIENCE).toBe(words);
    await slots.nth(1).tap();
    await wait(30);
    await expect.poll(() => slots.nth(2).innerText(), PATIENCE).toBe(words);
    expect(await slots.nth(2).getAttribute('aria-pressed')).toBe('true');
    await page.locator('[data-class="0-4"]').tap();
    await sent(page);
    expect((await recorded('PassDeclared')).at(-1)?.event).toMatchObject({ slot: during });
  });

  test('a joint outing: asked, accepted, and withdrawn by the team that asked', async () => {
    const ward = await connect(served.url, { door: 'hospital' });
    clients.push(ward);
    await ward.send({
      type: 'SetHospitalTeam',
      hospitalTeam: hospitalTeam('EMH-1'),
      availability: 'disponible',
      next: null,
    });
    const page = await blank();
    const answers = await holdAnswers(page);
    await enter(page, served.url, 'T5');
    await onTour(page);
    await tap(page, 'Sortie conjointe');
    await page.locator('[data-team="EMH-1"]', { hasText: 'Disponible' }).waitFor(PATIENCE);
    const ask = page.getByRole('button', { name: 'Demander une sortie à EMH-1' });
    answers.begin();
    await ask.tap();
    // Asked once, however often a thumb that trembles touches it.
    await ask.tap({ force: true });
    await expect.poll(() => answers.waiting().length, PATIENCE).toBe(1);
    answers.end();
    await page.locator('[data-outing="demandee"]').waitFor(PATIENCE);
    await sent(page);
    expect(await recorded('JointOutingAsked')).toHaveLength(1);
    const [asked] = await recorded('JointOutingAsked');
    const { outing } = asked?.event as { outing: string };
    await ward.send({ type: 'AcceptJointOuting', outing });
    await page.locator('[data-outing="acceptee"]').waitFor(PATIENCE);
    await takePicture(page, 'terrain-sortie-390-clair');
    await tap(page, 'Retirer');
    await page.locator('[data-outing="retiree"]').waitFor(PATIENCE);
    await sent(page);
  });
});

test('a station that the operator’s feed says is closed is said so to the agent, the lead and the team', async () => {
  const answer: unknown = JSON.parse(
    readFileSync(new URL('../unit/transport/answer.json', import.meta.url), 'utf8'),
  );
  const identifiers = new URL('../../shared/territories/paris-nord-est/idfm.json', import.meta.url);
  const closed = closuresIn(answer, feedStations(identifiers, territory), served.clock.now());
  if (!closed) throw new Error('the answer is not of the feed');
  served.app.tellClosures(closed);
  await served.app.settle();

  // Danube is closed now; Marx Dormoy from 20:00 tonight.
  const team5 = await phone('T5');
  await onTour(team5);
  await tap(team5, 'Descendre');
  const place = (name: string) => team5.locator('[data-place]', { hasText: name }).first();
  await team5.getByRole('searchbox').fill('danube');
  await place('Danube').getByText('station fermée').waitFor(PATIENCE);
  await team5.getByRole('searchbox').fill('marx dormoy');
  await place('Marx Dormoy').waitFor(PATIENCE);
  expect(await place('Marx Dormoy').getByText('station fermée').count()).toBe(0);

  const agent = await openScreen(browser, { viewport: { width: 390, height: 844 } });
  screens.push(agent);
  await agent.page
    .context()
    .addCookies([{ name: 'poste', value: 'RATP-1', domain: '127.0.0.1', path: '/ratp' }]);
  await agent.goLive(`${served.url}/ratp`);
  await agent.page.getByRole('searchbox').fill('danube');
  await agent.page.locator('[data-station="st-danube"]').click();
  await agent.page.locator('[data-closed]', { hasText: 'Station fermée jusqu’à 23:30' }).waitFor(PATIENCE);
  await takePicture(agent.page, 'ratp-390-fermee-clair');

  const told = [...lead.held.entities.values()].flatMap(({ value }) =>
    value.kind === 'station-closure' ? [value.id] : [],
  );
  expect(told.toSorted()).toEqual(['st-danube', 'st-marx-dormoy']);

  // The feed says that it is over: so does everybody, at once.
  served.app.tellClosures([]);
  await served.app.settle();
  await agent.page.locator('[data-closed]').waitFor({ state: 'detached', ...PATIENCE });
});

test('[M12] a number in the place of the class is refused, and nothing is recorded', async () => {
  const outreach = await connect(served.url, { door: 'outreach', team: team('T5') });
  clients.push(outreach);
  const before = (await recorded('PassDeclared')).length;
  const made = {
    type: 'DeclarePass',
    place: { kind: 'zone', id: 'z-dormoy' },
    slot: slotOf(served.clock.now()),
    people: 7,
    needs: [],
  };
  expect(await outreach.send(made)).toMatchObject({ outcome: 'malformed' });
  for (const more of [{ team: 'T5' }, { at: '2026-11-21T15:31:00Z' }, { lat: 48.89 }])
    expect(await outreach.send({ ...made, people: '5-9', ...more })).toMatchObject({ outcome: 'malformed' });
  expect(await recorded('PassDeclared')).toHaveLength(before);
});
