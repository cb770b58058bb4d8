import { setTimeout as pause } from 'node:timers/promises';
import { openMqtt } from '../brokers/mqtt.ts';
import { openNchan } from '../brokers/nchan.ts';
import { answerWith } from '../child.ts';
import { openBare, openSocketIo, type OpenLink } from '../link.ts';
import { spaceOf, Tablet } from '../tablet.ts';

export type Dialect = 'socket.io' | 'ws' | 'mqtt' | 'nchan';
/** Leads and tablets, each on the next of these ports. */
export type Gather = {
  do: 'gather';
  dialect: Dialect;
  ports: readonly number[];
  leads: number;
};
/** Every `everyMs`, `burst` persons pass a door; a round ends when every lead knows of each. */
export type Play = { do: 'play'; rounds: number; burst: number; everyMs: number };
export type Played = {
  /** Changes that reached a lead, counted by revisions: a later state of the same entity stands for the earlier ones. */
  changes: number;
  /** Characters of all messages' bodies. */
  bytes: number;
  /** From the tablet's tap to each lead, in milliseconds. */
  p50: number;
  p99: number;
};

const TABLETS = 3;
/** Leads who arrive together: a broker that looks at its sockets ten times a second would take minutes for them all. */
const AT_ONCE = 50;
const OPENERS: Record<Dialect, OpenLink> = {
  'socket.io': openSocketIo,
  ws: openBare,
  mqtt: openMqtt,
  nchan: openNchan,
};

// The clients, in a process of their own.
const tablets: Tablet[] = [];
let leads = 0;
let changes = 0;
let messages = 0;
let bytes = 0;
let tappedAt = 0;
let delays: number[] = [];
let expected = Infinity;
let reached = () => {};

function onChanges(text: string): void {
  const { from, to } = JSON.parse(text) as { from: number; to: number };
  changes += to - from;
  messages += 1;
  bytes += text.length;
  delays.push(performance.now() - tappedAt);
  if (changes >= expected) reached();
}

async function gather({ dialect, ports, leads: count }: Gather): Promise<object> {
  const open = OPENERS[dialect];
  const portOf = (number: number) => ports[number % ports.length] ?? NaN;
  for (let number = 0; number < TABLETS; number += 1) {
    const space = spaceOf(number);
    const tablet = new Tablet(await open(portOf(number), { door: 'restspace', space }, () => {}), space);
    await tablet.open();
    tablets.push(tablet);
  }
  leads = count;
  for (let from = 0; from < count; from += AT_ONCE) {
    const next = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => from + index);
    await Promise.all(next.map((lead) => open(portOf(lead), { door: 'lead' }, onChanges)));
  }
  // First loads are not what is measured: they are over when nothing more comes.
  for (let before = -1; before !== messages;) {
    before = messages;
    await pause(200);
  }
  return {};
}

async function play({ rounds, burst, everyMs }: Play): Promise<Played> {
  // Whatever was played before is over: its last publication is not what the first round waits for.
  await pause(everyMs);
  changes = 0;
  bytes = 0;
  delays = [];
  for (let round = 0; round < rounds; round += 1) {
    const next = pause(everyMs);
    expected = (round + 1) * burst * leads;
    const everyone = new Promise<void>((resolve) => (reached = resolve));
    tappedAt = performance.now();
    const answers = Array.from({ length: burst }, (_, tap) =>
      tablets[(round * burst + tap) % tablets.length]?.count(),
    );
    await Promise.all([...answers, everyone, next]);
  }
  if (changes !== rounds * burst * leads) throw new Error(`${changes} changes for ${rounds * burst * leads}`);
  delays.sort((a, b) => a - b);
  const at = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? NaN;
  return { changes, bytes, p50: at(0.5), p99: at(0.99) };
}

answerWith((question: Gather | Play) => (question.do === 'gather' ? gather(question) : play(question)));
