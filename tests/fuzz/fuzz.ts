import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomIds } from '#server/ports/ids';
import type { Command, Door } from '#shared/wire/up';
import { connect, onTour, type Client } from '../support/client.ts';
import { arrival, bed, pass, ratpPost, slotAt, space, team, zone } from '../support/said.ts';
import { newFolder } from '../support/served-app.ts';
import { MARK } from './hostile-values.ts';

export type FuzzOptions = { seed: number; messages: number; perSecond: number; quietMs: number };
export type FuzzReport = {
  did: {
    frames: number;
    requests: number;
    handshakes: number;
    slowReaders: number;
    slowWriters: number;
    cut: number;
    /** How many of each kind were sent. */
    kinds: Record<string, number>;
    echoes: string[];
  };
  /** Files of the log that are not what they were, byte for byte. */
  written: string[];
  /** Lines of the journal that hold something that was sent. */
  journalEchoes: number;
  faults: number;
  /** Resident memory of the server before, after half of it, at its highest, and after, in MB. */
  memory: { before: number; half: number; peak: number; after: number };
  /** Other clients that were disconnected, and how long their questions took without and under attack, in ms. */
  others: { lost: number; asked: { quiet: number; attacked: number }; p50: Pair; p99: Pair };
  seconds: number;
};
type Pair = { quiet: number; attacked: number };

const OTHERS: readonly Door[] = [
  { door: 'wall' },
  { door: 'lead' },
  { door: 'hospital' },
  { door: 'mobile' },
  { door: 'outreach', team: team('T2') },
  { door: 'restspace', space: space('ER-2') },
  { door: 'ratp', post: ratpPost('RATP-1') },
];
/** Each of the others asks this often: within what one connection may. */
const ASK_EVERY_MS = 125;

/** Attacks a server of its own, and says what came of it. */
export async function fuzz({ seed, messages, perSecond, quietMs }: FuzzOptions): Promise<FuzzReport> {
  const folder = newFolder();
  const journal: string[] = [];
  const server = begin('server.ts', [folder], journal);
  const { port } = (await firstLine(server, journal)) as { port: number };
  const url = `http://127.0.0.1:${port}`;
  try {
    const captured = await legitimateWork(url);
    const others = await Promise.all(OTHERS.map((door) => connect(url, door)));
    const quiet = await askDuring(others, pause(quietMs));

    const before = filesOf(folder);
    const memory = { before: memoryOf(server), half: 0, peak: 0, after: 0 };
    const look = setInterval(() => (memory.peak = Math.max(memory.peak, memoryOf(server))), 100);
    const half = setTimeout(() => (memory.half = memoryOf(server)), ((messages / perSecond) * 1_000) / 2);
    const begun = performance.now();
    const said: string[] = [];
    const args = [url, String(seed), String(messages), String(perSecond), JSON.stringify(captured)];
    const attack = begin('attack.ts', args, said);
    const attacked = await askDuring(others, once(attack, 'exit'));
    const seconds = (performance.now() - begun) / 1_000;
    clearInterval(look);
    clearTimeout(half);
    const did = JSON.parse(said.join('') || '{}') as FuzzReport['did'];

    // Alive, and whoever comes now is served.
    (await connect(url, { door: 'lead' })).close();
    memory.after = memoryOf(server);
    memory.peak = Math.max(memory.peak, memory.after);
    const lines = journal.join('').split('\n');
    const lost = others.filter(({ socket }) => !socket.connected).length;
    for (const client of others) client.close();
    return {
      did,
      written: changed(before, filesOf(folder)),
      journalEchoes: lines.filter((line) => line.includes(MARK)).length,
      faults: lines.filter((line) => line.includes('"kind":"fault"')).length,
      memory,
      others: {
        lost,
        asked: { quiet: quiet.length, attacked: attacked.length },
        p50: { quiet: at(quiet, 0.5), attacked: at(attacked, 0.5) },
        p99: { quiet: at(quiet, 0.99), attacked: at(attacked, 0.99) },
      },
      seconds,
    };
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What people of three places did before the attack: each command as it crossed, with its id. */
async function legitimateWork(url: string): Promise<string[]> {
  const captured: string[] = [];
  const does = async (door: Door, ...commands: readonly Command[]) => {
    const client = await connect(url, door);
    for (const command of commands) {
      const id = randomIds.command();
      const ack = await client.send(command, id);
      if (ack.outcome !== 'accepted') throw new Error(`${command.type} was ${ack.outcome}`);
      captured.push(JSON.stringify({ id, command }));
    }
    client.close();
  };
  await does(
    { door: 'restspace', space: space('ER-1') },
    { type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' },
    arrival('ER-1'),
    { type: 'DeclareFull', space: space('ER-1') },
  );
  await does({ door: 'hospital' }, { type: 'InstallBed', bed: bed('lit-1'), surge: false });
  const phone = await onTour(url, team('T1'));
  const id = randomIds.command();
  const command = pass(zone('z-ourcq'), slotAt('17:00'));
  if ((await phone.send(command, id)).outcome !== 'accepted') throw new Error('the pass was not taken');
  captured.push(JSON.stringify({ id, command }));
  phone.close();
  return captured;
}

function begin(file: string, args: string[], said: string[]): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout?.on('data', (part) => said.push(String(part)));
  const left = () => child.kill('SIGKILL');
  process.once('exit', left);
  child.once('exit', () => process.off('exit', left));
  return child;
}

/** The first line of JSON with a port in it: the journal's own lines come before. */
async function firstLine(child: ChildProcess, said: string[]): Promise<unknown> {
  for (;;) {
    const line = said
      .join('')
      .split('\n')
      .find((one) => one.startsWith('{"port"') && one.endsWith('}'));
    if (line !== undefined) return JSON.parse(line);
    if (child.exitCode !== null) throw new Error('the server ended');
    await pause(20);
  }
}

/** What each question of the others took, in ms, until this is over. A question without an answer is a client lost. */
async function askDuring(clients: readonly Client[], over: Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  let isOver = false;
  void over.then(() => (isOver = true));
  await Promise.all(
    clients.map(async ({ socket, epoch }) => {
      while (!isOver && socket.connected) {
        const begun = performance.now();
        const answered = new Promise<void>((resolve) => {
          socket.once('view:changes', () => resolve());
          socket.once('disconnect', () => resolve());
        });
        socket.emit('view:sync', { since: { epoch, revision: 0 } });
        await answered;
        took.push(performance.now() - begun);
        await pause(ASK_EVERY_MS);
      }
    }),
  );
  return took.sort((a, b) => a - b);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function filesOf(folder: string): Map<string, string> {
  return new Map(
    globSync('**/*', { cwd: folder, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // Shared memory of the readers of the log: no fact is in it.
      .filter((file) => !file.endsWith('-shm'))
      .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
}

function memoryOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1_024);
}
