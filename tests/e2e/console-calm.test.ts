import type { Browser } from 'playwright';
import { describe, expect, test } from 'vitest';
import { MINUTE, plus } from '#shared/kernel/instant';
import { begunAnew } from '../support/begun-anew.ts';
import { openBrowser, openScreen, PATIENCE, pressAzerty, type Screen } from '../support/browser.ts';
import { connect, type Client } from '../support/client.ts';
import { paris, space } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';
import { servePages } from '../support/served-pages.ts';
import { DispatchDay, PLACES } from './dispatch-day.ts';

const START = paris('15:00');
const EVENTS = 500;
/** At 500 in ten minutes so many fall in five seconds, the longest over which shifts are added (the `CLS` of a page). */
const IN_FIVE_SECONDS = 5;
const CLS = 0.02;
const INP_MS = 200;

/** What the browser itself measured: how far things moved unasked, and how long each press held the page. */
type Measured = {
  shifts: { value: number; asked: boolean; what: string }[];
  presses: { name: string; id: number; processing: number }[];
};

let browser: Browser;
let served: Served;
let day: DispatchDay;
let door: Client;
let screen: Screen;
begunAnew(
  async () => {
    [browser, served] = await Promise.all([openBrowser({ webgl: false }), servePages(START)]);
    day = await DispatchDay.begin(served);
    await day.out('T1', PLACES.chapelle, 'disponible');
    await day.out('T2', PLACES.stalingrad, 'sur-place');
    await day.out('T3', PLACES.chateauRouge, 'sous-terre');
    door = await connect(served.url, { door: 'restspace', space: space('ER-1') });
    await day.say(door, { type: 'OpenRestSpace', space: 'ER-1', regime: 'jour' });
    for (const place of [PLACES.ourcq, PLACES.goutteDor])
      await day.report('riverain', place, 'groupe', START);
    screen = await openScreen(browser);
    await screen.page.addInitScript(measure);
    await screen.goLive(`${served.url}/maraudes`);
    const session = await screen.page.context().newCDPSession(screen.page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  },
  async () => {
    door.close();
    day.close();
    await screen.close();
    await browser.close();
    await served.stop();
  },
);

/** Runs in the page, before its own scripts. */
function measure(): void {
  const measured: Measured = { shifts: [], presses: [] };
  Object.assign(globalThis, { measured });
  type Shift = PerformanceEntry & {
    value: number;
    hadRecentInput: boolean;
    sources: { node: Node | null }[];
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) {
      const what = entry.sources
        .map(({ node }) => {
          const at = node instanceof Element ? node : node?.parentElement;
          return `${at?.tagName ?? '?'}.${at?.getAttribute('class') ?? ''}`;
        })
        .join(' ');
      measured.shifts.push({ value: entry.value, asked: entry.hadRecentInput, what });
    }
  }).observe({ type: 'layout-shift', buffered: true });
  type Press = PerformanceEventTiming & { interactionId: number };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Press[]) {
      const { name, interactionId: id, processingStart, processingEnd } = entry;
      if (id > 0) measured.presses.push({ name, id, processing: processingEnd - processingStart });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

const measured = () => screen.page.evaluate(() => (globalThis as unknown as { measured: Measured }).measured);

/** Five seconds of the busiest evening: doors, plans, a phone underground, and every other time a request that comes or goes. */
async function fiveSeconds(turn: number): Promise<void> {
  const comes = turn % 2 === 0;
  await day.say(door, { type: comes ? 'RecordArrival' : 'RecordDeparture', space: 'ER-1', seenAt: START });
  const cell = { area: { kind: 'sector', id: 's-20' }, day: '2026-11-21', window: 'apres-midi' };
  await day.say(day.lead, comes ? { type: 'PlanPass', cell, team: 'T1' } : { type: 'CancelPlan', cell });
  await day.say(day.team('T3'), comes ? { type: 'ComeUp' } : { type: 'SayAllIsWell' });
  await day.say(day.team('T2'), { type: 'SayAllIsWell' });
  if (comes) {
    reported = await day.report('commerce', PLACES.rosaParks, 'materiel-a-ramasser', plus(START, -MINUTE));
  } else await day.say(day.lead, { type: 'CloseReport', report: reported, outcome: 'infonde' });
}
let reported = '' as Awaited<ReturnType<DispatchDay['report']>>;

/** Where the ground is drawn: every line of the land under the areas, and the window it is drawn in. */
const ground = () =>
  screen.page
    .locator('.zones svg')
    .first()
    .evaluate((svg) => [
      svg.getAttribute('viewBox'),
      ...[...svg.querySelectorAll('path[d]')].slice(0, 12).map((path) => path.getAttribute('d')),
    ]);

const sumOf = (shifts: Measured['shifts']) => shifts.reduce((all, { value }) => all + value, 0);

test('[K10] the map stays where it is while requests come, teams move and one is sent', async () => {
  const before = await ground();
  expect(before.length).toBeGreaterThan(5);
  for (let turn = 0; turn < 4; turn += 1) {
    await fiveSeconds(turn);
    await expect
      .poll(() => screen.page.locator('[data-report]').count(), PATIENCE)
      .toBe(turn % 2 === 0 ? 3 : 2);
    expect(await ground()).toEqual(before);
  }
  await pressAzerty(screen.page, 'j', 'KeyJ');
  await screen.page.keyboard.press('Enter');
  expect(await ground()).toEqual(before);
  await screen.page.keyboard.press('Escape');
});

const KEYS = [
  ['j', 'KeyJ'],
  ['k', 'KeyK'],
  ['c', 'KeyC'],
  ['t', 'KeyT'],
  ['l', 'KeyL'],
  ['s', 'KeyS'],
] as const;

describe('[K06] 500 events of ten minutes, the processor four times slower', () => {
  test(
    '[K06] nothing moves unasked by more than 0.02 in any five seconds',
    { timeout: 180_000 },
    async () => {
      const { page } = screen;
      // What moves while the page begins is another criterion's.
      let seen = (await measured()).shifts.length;
      let worst: Measured['shifts'] = [];
      for (let turn = 0; turn < EVENTS / IN_FIVE_SECONDS; turn += 1) {
        await fiveSeconds(turn);
        // What was said is drawn before the next five seconds begin.
        await expect.poll(() => page.locator('[data-report]').count(), PATIENCE).toBe(turn % 2 === 0 ? 3 : 2);
        const { shifts } = await measured();
        const unasked = shifts.slice(seen).filter(({ asked }) => !asked);
        seen = shifts.length;
        if (sumOf(unasked) > sumOf(worst)) worst = unasked;
        const key = KEYS[(turn / 3) % KEYS.length];
        if (key) await pressAzerty(page, key[0], key[1]);
      }
      expect(sumOf(worst), JSON.stringify(worst)).toBeLessThanOrEqual(CLS);
    },
  );

  test('[K06] a press holds the page for 200 ms at most', async () => {
    // Pressed all along by the test before, unless this one begins again.
    for (let round = 0; round < 5 && (await measured()).presses.length < 30; round += 1)
      for (const [key, code] of KEYS) await pressAzerty(screen.page, key, code);
    // What the browser draws after is not counted: without a graphics card it measures the machine. Nor is the slowest
    // quarter: beside other work, on two processors, a press is held by others. Each key is pressed five times or more.
    const held = new Map<number, number>();
    for (const { id, processing } of (await measured()).presses) {
      held.set(id, Math.max(held.get(id) ?? 0, processing));
    }
    const longest = [...held.values()].sort((a, b) => b - a)[Math.floor(held.size / 4)];
    expect(held.size).toBeGreaterThan(5);
    expect(longest).toBeLessThanOrEqual(INP_MS);
  });

  test('[K06] the measures do measure: what moves the whole page is seen, and so is a press that takes long', async () => {
    const { page } = screen;
    const shifts = (await measured()).shifts.length;
    await page.evaluate(() => {
      const block = document.createElement('div');
      block.style.height = '200px';
      document.body.prepend(block);
      addEventListener('keydown', () => {
        for (const until = performance.now() + 300; performance.now() < until;);
      });
    });
    await expect
      .poll(async () => (await measured()).shifts.slice(shifts).some(({ value }) => value > CLS), PATIENCE)
      .toBe(true);
    await page.keyboard.press('v');
    await expect
      .poll(async () => (await measured()).presses.some(({ processing }) => processing > INP_MS), PATIENCE)
      .toBe(true);
  });
});
