import { setTimeout as pause } from 'node:timers/promises';
import type { Door } from '#shared/wire/up';
import { stalledScreen } from '../../support/stalled-screen.ts';
import { answerWith } from '../child.ts';
import { openBare, openSocketIo, type Link, type OpenLink, type Since } from '../link.ts';

type To = { dialect: 'socket.io' | 'ws'; port: number };
export type Question =
  /** So many leads more, who stay. */
  | ({ do: 'hold'; leads: number } & To)
  /** One lead after the other comes, is told what it missed if it missed anything, and leaves. */
  | ({ do: 'visit'; times: number; behind: number } & To)
  /** So many come, ask for all of their view again and again, and read it or not. */
  | { do: 'ask'; port: number; links: number; asks: number; reads: boolean };

const LEAD: Door = { door: 'lead' };

// Those who connect, in a process of their own.
async function answer(question: Question): Promise<object> {
  switch (question.do) {
    case 'hold':
      await hold(openerOf(question), question.port, question.leads);
      return {};
    case 'visit':
      await visit(openerOf(question), question.port, question.times, question.behind);
      return {};
    case 'ask':
      await ask(question);
      return {};
  }
}

function openerOf({ dialect }: To): OpenLink {
  return dialect === 'ws' ? openBare : openSocketIo;
}

async function ask({ port, links, asks, reads }: Extract<Question, { do: 'ask' }>): Promise<void> {
  for (let link = 0; link < links; link += 1) {
    const askAll = reads ? await readerOf(port) : await stalledOf(port);
    for (let time = 0; time < asks; time += 1) askAll();
  }
}

async function readerOf(port: number): Promise<() => void> {
  const { socket } = await openSocketIo(port, LEAD, () => {});
  return () => socket.send('42["view:sync",{"since":null}]');
}

async function stalledOf(port: number): Promise<() => void> {
  const screen = await stalledScreen(`http://127.0.0.1:${port}`, LEAD);
  return () => screen.askAll();
}

async function hold(open: OpenLink, port: number, leads: number): Promise<void> {
  let told = 0;
  for (let lead = 0; lead < leads; lead += 1) await open(port, LEAD, () => (told += 1));
  for (let before = -1; before !== told;) {
    before = told;
    await pause(200);
  }
}

async function visit(open: OpenLink, port: number, times: number, behind: number): Promise<void> {
  if (behind === 0) {
    for (let time = 0; time < times; time += 1) await leave(await open(port, LEAD, () => {}));
    return;
  }
  const { epoch, revision } = await toldBy(port, null);
  const since = { epoch, revision: Math.max(0, revision - behind) };
  for (let time = 0; time < times; time += 1) await toldBy(port, since);
}

/** Connects, waits for what it is told first, and leaves. */
async function toldBy(port: number, since: Since | null): Promise<Since> {
  let hear = (_text: string) => {};
  const changes = new Promise<string>((resolve) => (hear = resolve));
  const link = await openSocketIo(port, LEAD, (text) => hear(text), since);
  const { to } = JSON.parse(await changes) as { to: number };
  await leave(link);
  return { epoch: link.epoch, revision: to };
}

async function leave({ socket }: Link): Promise<void> {
  const gone = new Promise<void>((resolve) => socket.on('close', resolve));
  socket.close();
  await gone;
}

answerWith(answer);
