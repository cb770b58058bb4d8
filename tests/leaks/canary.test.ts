import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Figures } from '#server/metrics/figures';
import { plus } from '#shared/kernel/instant';
import { SLOT_MS } from '#shared/kernel/slot';
import { AUDIENCES, type Audience } from '#shared/view/changes';
import { Child, PIPED } from '../canary/child.ts';
import { freePort } from '../support/free-port.ts';
import { drawnSearcher, FORMS_OF_THE_PACK } from '../canary/drawn.ts';
import { ask, plantEverywhere, type Sent } from '../canary/drive.ts';
import { FORMS, RECEIPT_FORMS } from '../canary/encodings.ts';
import { everyEncoderIsRight, everyFormIsFound } from '../canary/every-form.ts';
import { everyLeakIsCaught } from '../canary/every-leak.ts';
import { journalOf } from '../canary/journal.ts';
import { PASS, PASS_FORMS, PASS_ID, PASS_TEAM } from '../canary/legitimate-pass.ts';
import { Listeners } from '../canary/listeners.ts';
import { RECEIVED } from '../canary/planted.ts';
import { Recorder } from '../canary/recorder.ts';
import { filesUnder, rowsOf, type RestingFile, type Row } from '../canary/resting.ts';
import { Searcher } from '../canary/search.ts';
import { BUILT, serveProduct } from '../canary/served-product.ts';
import { connect, onTour } from '../support/client.ts';
import { arrival, bed, paris, pass, request, slotAt, space, station, team, zone } from '../support/said.ts';
import { newFolder, type Served } from '../support/served-app.ts';
import { toldAt } from '../support/told.ts';

// It lives its simulated day meanwhile: its tests come last but one.
const ownFolder = newFolder();
let product: Child;
beforeAll(async () => {
  const environment = { ...process.env, PORT: String(await freePort()), PASSERELLE_DATA: ownFolder };
  // At this pace its allowances fill as fast as it is written to here.
  const day = ['--demo', '--speed', '60', '--at', '19:12', '--seed', '1'];
  product = new Child(
    spawn(process.execPath, ['server/main.ts', ...day], { env: environment, stdio: PIPED }),
  );
});
afterAll(async () => {
  await product.stop();
  rmSync(ownFolder, { recursive: true, force: true });
});

everyEncoderIsRight();
everyFormIsFound();

const searcher = new Searcher(FORMS);

describe('the real product, with something planted in every input', () => {
  const folder = newFolder();
  let served: Served;
  let listeners: Listeners;
  let answers: Recorder;
  let pages: Recorder;
  let sent: Sent;
  /** The data folder while the server runs: what is not yet moved out of the write-ahead file. */
  let running: RestingFile[];
  let rows: Row[];
  let stopped: RestingFile[];
  let figures: string;

  beforeAll(async () => {
    served = await serveProduct(paris('17:01:10'), folder);
    listeners = await Listeners.on(served.url);
    answers = await Recorder.before(served.url);
    pages = await Recorder.before(served.url);
    await served.at(paris('17:05'));
    sent = await plantEverywhere(answers.url, pages.url);

    // A tour's opening has a time; it is not that of the pass.
    const phone = await onTour(answers.url, team(PASS_TEAM));
    await served.at(RECEIVED);
    expect(await phone.send(PASS, PASS_ID)).toEqual({ outcome: 'accepted', id: PASS_ID });
    phone.close();
    await listeners.askAgain();
    await othersAct(served);
    running = filesUnder(folder);
    // Past the releases to every audience, the wall's at last, and half an hour more.
    const end = plus(toldAt('wall', PASS.slot), SLOT_MS);
    for (let at = paris('17:30'); at <= end; at = plus(at, SLOT_MS)) {
      await served.at(at);
      await listeners.askAgain();
    }
    for (const path of ['/mur', '/maraudes']) await ask(pages.url, { method: 'GET', path });
    running.push(...filesUnder(folder));
    rows = rowsOf(folder);
    served.app.metrics.tick();
    figures = await new Figures([served.app.metrics]).text();
    await served.stop({ keepFolder: true });
    stopped = filesUnder(folder);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([listeners.close(), answers.close(), pages.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('what was planted did arrive: the server counted it, or answered it', () => {
    const refused = served.lines.flatMap((line) => (line.kind === 'violation' ? [line.rule] : []));
    const count = (rule: string) => refused.filter((one) => one === rule).length;
    expect(sent.messages).toBeGreaterThan(1_000);
    expect(count('command')).toBeGreaterThanOrEqual(sent.messages);
    expect(count('handshake')).toBeGreaterThanOrEqual(sent.handshakes);
    expect(count('unknown-event')).toBe(listeners.audiences.length);
    expect(sent.requests).toBeGreaterThan(40);
    expect(listeners.audiences.sort()).toEqual([...AUDIENCES].sort());
    expect(served.lines.filter(({ kind }) => kind === 'fault')).toEqual([]);
  });

  test.each(AUDIENCES)('no planted value is in any byte sent to %s', (audience) => {
    const bytes = listeners.bytesOf(audience);
    expect(bytes.length).toBeGreaterThan(1_000);
    expect(searcher.hitsIn(bytes)).toEqual([]);
  });

  test('no planted value is in an answer: status, headers, body, refusal of a connection', () => {
    expect(answers.bytes.length).toBeGreaterThan(100_000);
    expect(searcher.hitsIn(answers.bytes)).toEqual([]);
  });

  test('no planted value is in a page, nor in a drawing', () => {
    expect(pages.bytes.length).toBeGreaterThan(500_000);
    expect(drawnSearcher.hitsIn(pages.bytes, 'crowded')).toEqual([]);
  });

  test('no planted value, and no moment of receipt, is on the disk: database, write-ahead file, snapshot', () => {
    expect(running.find(({ name }) => name === 'log.sqlite-wal')?.bytes.length).toBeGreaterThan(0);
    expect(stopped.map(({ name }) => name)).toEqual(['log.sqlite', 'snapshot']);
    const resting = new Searcher([...FORMS, ...RECEIPT_FORMS]);
    for (const { name, bytes } of [...running, ...stopped])
      expect([name, resting.hitsIn(bytes)]).toEqual([name, []]);
    const cells = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(resting.hitsIn(Buffer.from(cells))).toEqual([]);
  });

  test('no planted value is in the journal, nor in the count of violations that it is made of', () => {
    expect(served.lines.length).toBeGreaterThan(1_000);
    expect(searcher.hitsIn(Buffer.from(journalOf(served.lines)))).toEqual([]);
  });

  test('no planted value is in the figures for whoever watches the machines', () => {
    expect(figures).toContain('passerelle_violations_total{rule="command",territory="paris-nord-est"}');
    expect(searcher.hitsIn(Buffer.from(figures))).toEqual([]);
  });

  describe('the one legitimate pass', () => {
    const said = new Searcher(PASS_FORMS);
    const saidIn = (bytes: Buffer) =>
      [...new Set(said.hitsIn(bytes).map(({ form }) => form.split(':')[0] ?? form))].sort();
    /** The product's time of the first view that is so. */
    const firstSeen = (audience: Audience, isIt: (bytes: Buffer) => boolean) => {
      const views = listeners.messagesOf(audience).flatMap(({ body }) => ('changes' in body ? [body] : []));
      return views.find((body) => isIt(Buffer.from(JSON.stringify(body))))?.at;
    };
    const passed = (bytes: Buffer, area: string) =>
      new RegExp(`"id":"${area}","cells":[^\\]]*"state":"passe"`).test(bytes.toString());

    test('[PRV-4, PRV-50] rests as its id, zone, slot, class and needs: no team, no account, no time', () => {
      const kept = rows.filter((row) => JSON.stringify(row).includes(PASS_ID));
      const { type: _, ...spoken } = PASS;
      expect(kept.map(({ table }) => table.split('_')[0]).sort()).toEqual(['answers', 'events']);
      const event = kept.find(({ table }) => table.startsWith('events'))?.cells;
      expect(JSON.parse(String(event?.['event']))).toEqual({
        type: 'PassDeclared',
        pass: PASS_ID,
        ...spoken,
      });
      expect(Object.keys(event ?? {}).sort()).toEqual(
        ['command_id', 'event', 'kind', 'position', 'stream', 'version'].sort(),
      );
      expect(JSON.stringify(kept)).not.toContain(`"${PASS_TEAM}"`);
    });

    test('is read by leads at once, without its id', () => {
      expect(saidIn(listeners.bytesOf('lead'))).toEqual(['needs', 'people', 'slot', 'zone']);
      expect(firstSeen('lead', (bytes) => saidIn(bytes).includes('people'))).toBe(RECEIVED);
    });

    test.each([
      ['mobile', 'z-rosa-parks', 'mobile'],
      ['hospital', 's-19-nord', 'hospital'],
      ['coordination', 's-19-nord', 'hospital'],
      ['wall', 's-19-nord', 'wall'],
      ['restspace', 's-19-nord', 'wall'],
    ] as const)('is for %s that somebody passed in %s, after the delay of %s', (audience, area, delayed) => {
      expect(firstSeen(audience, (bytes) => passed(bytes, area))).toBe(toldAt(delayed, PASS.slot));
    });

    test.each(AUDIENCES.filter((audience) => audience !== 'lead'))(
      'leaves neither class, need nor id in any byte sent to %s, and its zone to mobile teams alone',
      (audience) => {
        // A half-hour alone is everybody's.
        const found = saidIn(listeners.bytesOf(audience)).filter((form) => form !== 'slot');
        expect(found).toEqual(audience === 'mobile' ? ['zone'] : []);
      },
    );

    test('leaves its id in nothing that is served, but in the answer to its sender', () => {
      const id = new Searcher(PASS_FORMS.filter(({ name }) => name.startsWith('id')));
      expect(id.hitsIn(pages.bytes)).toEqual([]);
      expect(answers.bytes.toString('latin1').split(PASS_ID).length - 1).toBe(1);
      expect(journalOf(served.lines)).not.toContain(PASS_ID);
    });
  });
});

describe('the built files', () => {
  test('[PRV-1, PRV-13] hold no planted value: bundle, source maps, drawings', () => {
    const files = filesUnder(BUILT);
    expect(files.filter(({ name }) => name.endsWith('.map')).length).toBeGreaterThan(20);
    const found = files.map(({ name, bytes }) => [name, drawnSearcher.hitsIn(bytes, 'crowded')] as const);
    expect(found.filter(([, hits]) => hits.length > 0)).toEqual([]);
  });

  test('hold of the planted point only the cell that its zone is made of', () => {
    expect(FORMS_OF_THE_PACK).toEqual(['point: H3 9']);
  });
});

describe('the product as it is started, in a process of its own', () => {
  let answers: Recorder;
  let pages: Recorder;
  beforeAll(async () => {
    const port = await product.said(/"kind":"started","port":(\d+)/);
    answers = await Recorder.before(`http://127.0.0.1:${port}`);
    pages = await Recorder.before(`http://127.0.0.1:${port}`);
    await plantEverywhere(answers.url, pages.url);
    await product.stop();
  }, 90_000);
  afterAll(async () => {
    await Promise.all([answers.close(), pages.close()]);
  });

  test('[PRV-53] no planted value is on its standard output or error', () => {
    expect(product.out.toString().match(/"kind":"violation"/g)?.length).toBeGreaterThan(1_000);
    expect(product.out.toString()).toContain('"kind":"stopped"');
    expect(searcher.hitsIn(product.out)).toEqual([]);
    expect(searcher.hitsIn(product.err)).toEqual([]);
  });

  test('no planted value is in an answer, a page or a frame of a whole simulated day', () => {
    expect(drawnSearcher.hitsIn(answers.bytes, 'crowded')).toEqual([]);
    expect(drawnSearcher.hitsIn(pages.bytes, 'crowded')).toEqual([]);
  });

  test('no planted value is in its data folder', () => {
    const files = filesUnder(ownFolder);
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['demo/log.sqlite', 'demo/snapshot']),
    );
    for (const { name, bytes } of files)
      expect([name, searcher.hitsIn(bytes, 'crowded')]).toEqual([name, []]);
  });
});

everyLeakIsCaught();

/** Things that a usual evening brings, at moments of their own: every view moves. */
async function othersAct(served: Served): Promise<void> {
  await served.at(paris('17:12'));
  const tablet = await connect(served.url, { door: 'restspace', space: space('ER-1') });
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  await tablet.send(arrival('ER-1'));
  const ward = await connect(served.url, { door: 'hospital' });
  await ward.send({ type: 'InstallBed', bed: bed('lit-1'), surge: false });
  const phone = await onTour(served.url, team('T3'));
  await phone.send(request(paris('17:11')));
  await phone.send(pass(station('st-stalingrad'), slotAt('17:00')));
  await phone.send({ type: 'DeclarePresence', place: zone('z-ourcq'), status: 'en-route' });
  for (const client of [tablet, ward, phone]) client.close();
}
