// The attackers, in a process of their own: attack.ts URL SEED MESSAGES PER_SECOND CAPTURED. Each has an address of this
// machine, so that no one of them meets the bound of an address. Writes what they did as one line of JSON.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { randomOf, type Random } from '#server/demo/law/random';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Door } from '#shared/wire/up';
import { openLink } from '../support/raw-http.ts';
import { space, team } from '../support/said.ts';
import { frameOf, stalledScreen, type StalledScreen } from '../support/stalled-screen.ts';
import { foreignCommand, hostileFrame } from './hostile-frames.ts';
import { hostileRequest } from './hostile-requests.ts';
import { hostileJson, MARK, pick } from './hostile-values.ts';

const [url = '', seed = '1', messages = '0', perSecond = '1', said = ''] = process.argv.slice(2);
/** Commands that the server took before, each with its id, as a listener on the way would have them. */
const captured = JSON.parse(said) as [string, ...string[]];
const TOTAL = Number(messages);
const PER_LINK = 120;
const BATCH = 12;
const WORKERS = 6;
/** Held open at the same time: who does not read, who does not end what it writes. */
const STALLED = 6;
const SLOW_WRITERS = 20;

const did = { frames: 0, requests: 0, handshakes: 0, slowReaders: 0, slowWriters: 0, cut: 0 };
/** How many of each kind. */
const kinds = new Map<string, number>();
const count = (kind: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
/** What came back around something that was sent. */
const echoes: string[] = [];
const begun = performance.now();
const isOver = () => did.frames + did.requests >= TOTAL;
/** Attackers go as fast as was said and no faster: bounds are tested here, not the number of processors. */
async function keepPace(): Promise<void> {
  const due = ((did.frames + did.requests) / Number(perSecond)) * 1_000;
  const early = due - (performance.now() - begun);
  if (early > 5) await pause(early);
}

function addressOf(number: number): string {
  return `127.${1 + ((number >> 14) & 63)}.${(number >> 7) & 127}.${1 + (number & 127)}`;
}

function watch(link: Socket): void {
  let tail = '';
  link.on('data', (part: Buffer) => {
    const text = tail + part.toString('latin1');
    const at = text.indexOf(MARK);
    if (at >= 0) echoes.push(text.slice(Math.max(0, at - 120), at + 60));
    tail = text.slice(-MARK.length);
  });
}

const DOORS: readonly [Door, ...Door[]] = [
  { door: 'wall' },
  { door: 'lead' },
  { door: 'hospital' },
  { door: 'outreach', team: team('T1') },
  { door: 'restspace', space: space('ER-1') },
];

async function onSocket(random: Random, from: string): Promise<void> {
  const link = await openLink(url, from);
  watch(link);
  let isClosed = false;
  link.once('close', () => (isClosed = true));
  link.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await Promise.race([once(link, 'data'), once(link, 'close')]);
  did.handshakes += 1;
  const asked = pick(random, DOORS);
  const auth =
    random() < 0.1 ? hostileJson(random) : JSON.stringify({ wire: WIRE_VERSION, as: asked, since: null });
  link.write(frameOf(`40${auth}`));
  for (let sent = 0; sent < PER_LINK && !isClosed && !isOver();) {
    const batch: Buffer[] = [];
    for (let number = 0; number < BATCH; number += 1) {
      // What the wall sends is never its own to send.
      if (asked.door === 'wall' && random() < 0.3) {
        count('a command by who may not send it');
        batch.push(frameOf(`42${sent}["command:send",${foreignCommand(random)}]`));
        continue;
      }
      const { kind, bytes, ends } = hostileFrame(random, captured);
      count(kind);
      batch.push(bytes);
      if (ends) break;
    }
    link.write(Buffer.concat(batch));
    sent += batch.length;
    did.frames += batch.length;
    await keepPace();
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (isClosed) did.cut += 1;
  link.destroy();
}

async function onRequests(random: Random, from: string): Promise<void> {
  for (let number = 0; number < BATCH && !isOver(); number += 1) {
    const link = await openLink(url, from);
    watch(link);
    const { kind, text } = hostileRequest(random, number);
    count(kind);
    link.write(text);
    did.requests += 1;
    await Promise.race([once(link, 'close'), pause(500)]);
    link.destroy();
    await keepPace();
  }
}

/** Connects and leaves, again and again, faster than an address may. */
async function flood(from: string): Promise<void> {
  for (let number = 0; number < 40; number += 1) {
    const link = await openLink(url, from);
    link.write('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    did.handshakes += 1;
    link.resume();
    await Promise.race([once(link, 'close'), pause(500)]);
    link.destroy();
  }
}

const stalled: StalledScreen[] = [];
const writers: Socket[] = [];
async function holdOpen(random: Random): Promise<void> {
  while (stalled.length < STALLED) {
    stalled.push(await stalledScreen(url, { door: 'lead' }, addressOf(100_000 + did.slowReaders)));
    did.slowReaders += 1;
  }
  for (const screen of stalled) screen.askAll();
  stalled.splice(0, stalled.length, ...stalled.filter((screen) => !screen.isCut()));
  while (writers.length < SLOW_WRITERS) {
    const writer = await openLink(url, addressOf(200_000 + did.slowWriters));
    writer.write(pick(random, ['G', 'POST / HTTP/1.1\r\nhost: x\r\n', 'GET /mur HTTP/1.1\r\nx-a: ']));
    writers.push(writer);
    did.slowWriters += 1;
  }
  for (const writer of writers) if (!writer.destroyed) writer.write('a');
  writers.splice(0, writers.length, ...writers.filter(({ destroyed }) => !destroyed));
}

let nextAddress = 0;
async function worker(number: number): Promise<void> {
  const random = randomOf(Number(seed), 'attacker', number);
  while (!isOver()) {
    const from = addressOf((nextAddress += 1));
    const kind = random();
    if (kind < 0.75) await onSocket(random, from);
    else if (kind < 0.97) await onRequests(random, from);
    else await flood(addressOf(1 + number));
  }
}

const holding = randomOf(Number(seed), 'slow');
const hold = (async () => {
  while (!isOver()) {
    await holdOpen(holding);
    await pause(200);
  }
})();
await Promise.all([hold, ...Array.from({ length: WORKERS }, (_, number) => worker(number))]);
for (const link of [...writers]) link.destroy();
for (const screen of stalled) screen.close();
process.stdout.write(`${JSON.stringify({ ...did, kinds: Object.fromEntries(kinds), echoes })}\n`);
process.exit(0);
