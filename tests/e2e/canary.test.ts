import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TRACES } from '../canary/deliberate-leaks.ts';
import { drawnSearcher } from '../canary/drawn.ts';
import { plantEverywhere } from '../canary/drive.ts';
import { PASS, PASS_FORMS, PASS_ID, PASS_TEAM } from '../canary/legitimate-pass.ts';
import { RECEIVED } from '../canary/planted.ts';
import { filesUnder } from '../canary/resting.ts';
import { Searcher, type Hit } from '../canary/search.ts';
import { serveProduct } from '../canary/served-product.ts';
import { leakEverywhere, SINKS, Visitor, type Sink } from '../canary/visitor.ts';
import { onTour } from '../support/client.ts';
import { paris, team } from '../support/said.ts';
import { newFolder, type Served } from '../support/served-app.ts';
import { toldAt } from '../support/told.ts';

const PATHS = ['/', '/mur', '/maraudes', '/accessibilite', '/confidentialite'];

/** The browser writes its own name in its profile: only what a page left there counts. */
const hitsIn = (text: string | Buffer): Hit[] =>
  drawnSearcher.hitsIn(Buffer.from(text), 'crowded').filter(({ form }) => !form.startsWith('agent'));

const folder = newFolder();
let served: Served;
beforeAll(async () => {
  served = await serveProduct(paris('17:01:10'), folder);
  await served.at(paris('17:05'));
  await plantEverywhere(served.url, served.url);
  await served.at(RECEIVED);
  const phone = await onTour(served.url, team(PASS_TEAM));
  expect(await phone.send(PASS, PASS_ID)).toMatchObject({ outcome: 'accepted' });
  phone.close();
});
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a browser that would tell where it is, on every page', () => {
  const profile = newFolder();
  const held = new Map<string, Record<Sink, string>>();
  beforeAll(async () => {
    const visitor = await Visitor.at(profile, served.url);
    for (const path of PATHS) {
      await visitor.page.goto(served.url + path);
      await visitor.page.waitForLoadState('load');
      await served.at(path === '/confidentialite' ? toldAt('wall', PASS.slot) : paris('17:30'));
      for (const key of ['Tab', 'v', 'Escape']) await visitor.page.keyboard.press(key);
      await visitor.page.goto(served.url + path);
      held.set(path, await visitor.holds());
    }
    await visitor.close();
  });
  afterAll(() => rmSync(profile, { recursive: true, force: true }));

  test.each(SINKS)('finds no planted value in its %s', (sink) => {
    for (const path of PATHS) expect([path, hitsIn(held.get(path)?.[sink] ?? '')]).toEqual([path, []]);
  });

  test('[PRV-43] asks this server and no other', () => {
    const hosts = [...held.values()].flatMap(({ sent }) => [...sent.matchAll(/^\w+:\/\/([^/ ]+)/gm)]);
    expect([...new Set(hosts.map(([, host]) => host))]).toEqual([new URL(served.url).host]);
  });

  test('[PRV-44] keeps no view, no pass and no draft', () => {
    const said = new Searcher(PASS_FORMS);
    for (const [path, sinks] of held) {
      for (const sink of SINKS.filter((one) => one !== 'DOM')) {
        const found = said.hitsIn(Buffer.from(sinks[sink])).map(({ form }) => form);
        expect([path, sink, found]).toEqual([path, sink, []]);
      }
      expect([path, sinks.IndexedDB, sinks.caches]).toEqual([
        path,
        // An acting screen keeps its outbox there, sealed: what it holds was searched above.
        expect.any(String),
        '[]',
      ]);
    }
  });

  test('[PRV-41] the wall names neither the zone, the class, the needs nor the id of the pass', () => {
    const wall = held.get('/mur')?.DOM ?? '';
    expect(wall.length).toBeGreaterThan(20_000);
    expect(wall).not.toContain(PASS_ID);
    // As a value: the strokes of a drawing may well go by 10-19.
    const people = [`>${PASS.people}<`, `"${PASS.people}"`, PASS.people.replace('-', ' à ')];
    for (const withheld of [PASS.place.id, ...people, ...PASS.needs.map((need) => `"${need}"`)])
      expect([withheld, wall.includes(withheld)]).toEqual([withheld, false]);
  });

  test('leaves no planted value in the files of its profile', () => {
    const files = filesUnder(profile);
    expect(files.length).toBeGreaterThan(10);
    const found = files.map(({ name, bytes }) => [name, hitsIn(bytes)] as const);
    expect(found.filter(([, hits]) => hits.length > 0)).toEqual([]);
  });
});

describe('a page that leaks on purpose is caught', () => {
  const profile = newFolder();
  let held: Record<Sink, string>;
  beforeAll(async () => {
    const visitor = await Visitor.at(profile, `${served.url}/accessibilite`);
    await leakEverywhere(visitor.page, TRACES[0]);
    held = await visitor.holds();
    await visitor.close();
  });
  afterAll(() => rmSync(profile, { recursive: true, force: true }));

  test.each(SINKS)('in its %s', (sink) => expect(hitsIn(held[sink])).not.toEqual([]));

  test('in the files of its profile', () => {
    expect(filesUnder(profile).some(({ bytes }) => hitsIn(bytes).length > 0)).toBe(true);
  });
});
