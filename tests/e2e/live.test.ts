import type { Browser, Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';
import { begunAnew } from '../support/begun-anew.ts';
import { openBrowser, openScreen, PATIENCE, WALL, type Screen } from '../support/browser.ts';
import { connect, onTour, type Client } from '../support/client.ts';
import { arrival, paris, pass, slotAt, space, team, zone } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { toldAt } from '../support/told.ts';

const ER1 = { space: space('ER-1') };

// One evening on one server: its time goes forward from test to test.
let browser: Browser;
let served: Served;
let tablet: Client;
const screens: Screen[] = [];
begunAnew(
  async () => {
    browser = await openBrowser();
    served = await servePages(paris('17:01:10'));
    tablet = await connect(served.url, { door: 'restspace', ...ER1 });
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
  },
  async () => {
    tablet.close();
    await browser.close();
    await served.stop();
  },
);
afterEach(async () => {
  for (const screen of screens.splice(0)) await screen.close();
});

async function look(path: '/mur' | '/maraudes'): Promise<Page> {
  const screen = await openScreen(browser, path === '/mur' ? { viewport: WALL } : {});
  screens.push(screen);
  return screen.goLive(served.url + path);
}

/** Says how many people are inside ER-1, under its limit by day of 32. */
function count(present: number) {
  return tablet.send({ type: 'RecountRestSpace', ...ER1, present, reason: 'releve' });
}

/** What the lead reads of the people inside. */
function inside(lead: Page): Promise<string> {
  return lead.getByText('ER-1', { exact: true }).locator('..').locator('b').first().innerText();
}

/** What the picture of the wall says of the places. */
function placesOnWall(wall: Page): Promise<string> {
  return wall.locator('.picture [data-band]', { hasText: 'ER-1' }).innerText();
}

/** Moves the product's time, and waits until this wall has heard of it: whatever was due then has arrived. */
async function until(wall: Page, at: Instant): Promise<void> {
  await served.at(at);
  await expect.poll(() => clockOf(wall), PATIENCE).toBe(localHourOf('Europe/Paris', at));
}

function clockOf(wall: Page): Promise<string> {
  return wall.locator('header time').innerText();
}

test('an arrival at a rest space is on the screen of the lead within a second', async () => {
  await count(20);
  const lead = await look('/maraudes');
  expect(await inside(lead)).toBe('20');
  await tablet.send(arrival('ER-1'));
  await expect.poll(() => inside(lead), { timeout: 1_000, interval: 20 }).toBe('21');
});

test('[W17] an arrival changes the wall at the next minute, and only when a class is crossed', async () => {
  await count(20);
  const [wall, lead] = [await look('/mur'), await look('/maraudes')];
  await until(wall, paris('17:02'));
  expect(await placesOnWall(wall)).toContain('5 et plus');

  await tablet.send(arrival('ER-1'));
  await until(wall, paris('17:03'));
  expect(await placesOnWall(wall)).toContain('5 et plus');

  for (let taps = 0; taps < 7; taps += 1) await tablet.send(arrival('ER-1'));
  await expect.poll(() => inside(lead), PATIENCE).toBe('28');
  // The lead has it: the wall would have it too, had it been sent.
  expect(await placesOnWall(wall)).toContain('5 et plus');
  await until(wall, paris('17:04'));
  expect(await placesOnWall(wall)).toContain('1 à 4');
});

test('[W17] a space that fills is on the wall at once, in words, with the alarm of its line', async () => {
  const wall = await look('/mur');
  await until(wall, paris('17:05'));
  await tablet.send({ type: 'DeclareFull', ...ER1 });
  await expect.poll(() => placesOnWall(wall), { timeout: 2_000 }).toContain('complet');
  expect(await wall.locator('[data-p="P2"]').innerText()).toContain('ER-1');
  expect(await clockOf(wall)).toBe('17:05');
  await tablet.send({ type: 'LiftFull', ...ER1 });
});

test('[W16] a pass changes nothing on the wall before its release, after the delay of the policy; then one sector', async () => {
  const [wall, lead] = [await look('/mur'), await look('/maraudes')];
  const afternoons = async () => {
    const rows = await wall
      .getByRole('table', { name: /^Surface/ })
      .locator('tbody tr')
      .all();
    return Object.fromEntries(
      await Promise.all(
        rows.map(async (row) => [
          await row.getByRole('rowheader').innerText(),
          await row.getByRole('cell').last().innerText(),
        ]),
      ),
    ) as Record<string, string>;
  };
  const situation = () =>
    wall
      .getByRole('table', { name: /^Surface/ })
      .locator('caption')
      .innerText();

  const phone = await onTour(served.url, team('T1'));
  expect(await phone.send(pass(zone('z-ourcq'), slotAt('17:00')))).toMatchObject({ outcome: 'accepted' });
  const undone = await phone.send(pass(zone('z-bercy'), slotAt('17:00')));
  await phone.send({ type: 'WithdrawPass', pass: undone.id, slot: slotAt('17:00') });
  const done = lead.getByRole('table', { name: 'Surface' }).locator('[data-state="fait"]');
  await expect.poll(() => done.count(), PATIENCE).toBe(1);
  phone.close();

  const atFirst = await afternoons();
  const told = toldAt('wall', slotAt('17:00'));
  for (const at of [paris('17:30'), paris('18:00'), plus(told, -MINUTE)]) {
    await until(wall, at);
    expect(Object.values(await afternoons())).not.toContain('passé');
  }
  const before = await afternoons();
  expect(await situation()).toContain('17:00');
  expect(Object.keys(before)).toEqual(Object.keys(atFirst));

  await until(wall, told);
  await expect.poll(situation, PATIENCE).toContain('17:30');
  const after = await afternoons();
  expect(Object.keys(after).filter((sector) => after[sector] !== before[sector])).toEqual(['19e Nord']);
  expect(after['19e Nord']).toBe('passé');
});
