import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Erasure, EventLog, RetentionClass } from '#server/log/event-log';
import { moveLog } from '#server/log/migration';
import { isRedisInstalled } from '../support/redis-server.ts';
import { seededRandom } from './append-plan.ts';
import { embeddedPlace, type EmbeddedPlace } from './embedded-place.ts';
import { LOG, redisPlace, type RedisPlace } from './redis-place.ts';

const CLASSES: RetentionClass[] = ['r72h', 'request', 'mission', 'r13m', 'lasting'];
const COMMANDS = 1_500;

describe.skipIf(!isRedisInstalled)('a log that moves from a folder into Redis', () => {
  let old: EmbeddedPlace;
  let place: RedisPlace;

  beforeEach(async () => {
    old = embeddedPlace();
    place = await redisPlace();
  });

  afterEach(async () => {
    await old.remove();
    await place.remove();
  });

  const move = () =>
    moveLog({
      from: old.folder,
      to: { socket: { path: place.server.path, tls: false } },
      territory: 'somewhere',
    });

  test('[STO-6] holds the same events at the same positions, the same answers, versions and epoch', async () => {
    const embedded = await old.open();
    await live(embedded);
    const before = { epoch: embedded.epoch, head: embedded.head(), ...(await contents(embedded)) };
    await embedded.close();
    const moved = await move();
    expect(moved).toMatchObject({ events: before.events.length, head: before.head });
    expect(moved.answers).toBeGreaterThan(100);
    const log = await place.open();
    expect({ epoch: log.epoch, head: log.head(), ...(await contents(log)) }).toEqual(before);
    await log.close();
  });

  test('[STO-6] goes on as it would have gone on: the same versions, repeats and erasures', async () => {
    const embedded = await old.open();
    await live(embedded);
    await embedded.close();
    await move();
    const [left, right] = [await old.open(), await place.open()];
    for (const log of [left, right]) {
      await log.appendGroup([append('after-the-move', 'stream/1', 0, ['request', 'r72h'])]);
      for (const erasure of erasures(7)) await log.erase(erasure);
    }
    expect(await contents(right)).toEqual(await contents(left));
    expect(right.head()).toBe(left.head());
    const versions = (log: EventLog) =>
      log.appendGroup(Array.from({ length: 40 }, (_, n) => append(`v${n}`, `stream/${n}`, -1, [])));
    expect(await versions(right)).toEqual(await versions(left));
    await Promise.all([left.close(), right.close()]);
  });

  test('[STO-6] is refused by a server that already holds one, which is left as it was', async () => {
    await (await old.open()).close();
    const log = await place.open();
    await log.appendGroup([append('c1', 'a', 0, ['lasting'])]);
    await expect(move()).rejects.toThrow('already holds a log of this territory');
    expect(await log.read(0, 10)).toHaveLength(1);
    await log.close();
  });

  test('[STO-6] cut short, it cannot be opened there, and is begun anew', async () => {
    const embedded = await old.open();
    await live(embedded);
    const before = await contents(embedded);
    await embedded.close();
    await place.ask('HSET', LOG, 'importing', '1', 'epoch', 'x', 'format', '1');
    await place.ask('HSET', `${LOG}:answers`, 'of-the-first-try', 'r72h 1 1 {}');
    await expect(place.open()).rejects.toThrow('npm run migrate');
    await move();
    const log = await place.open();
    expect(await contents(log)).toEqual(before);
    expect(await log.answerOf('of-the-first-try')).toBeUndefined();
    await log.close();
  });

  test('is not taken from under a server that holds it', async () => {
    const embedded = await old.open();
    await expect(move()).rejects.toThrow('in use by another process');
    await embedded.close();
  });

  test('the command says what it read back from both, and how to be asked', async () => {
    const embedded = await old.open();
    await live(embedded);
    await embedded.close();
    const secrets = mkdtempSync(join(tmpdir(), 'address-'));
    writeFileSync(join(secrets, 'redis'), `${place.server.url}\n`);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['server/nodes/migrate.ts', ...args], { encoding: 'utf8' });
    expect(run().stderr).toContain('--to-file');
    const nothing = ['--from', secrets, '--territory', 'x', '--to', place.server.url];
    expect(run(...nothing).stderr).toContain('--secret-file');
    expect(run(...nothing, '--only', 'log').stderr).toContain('There is no event log in');
    writeFileSync(join(secrets, 'secret'), 'a secret of thirty-two characters\n');
    const asked = ['--from', old.folder, '--territory', 'somewhere', '--to-file', join(secrets, 'redis')];
    expect(run(...asked, '--secret-file', join(secrets, 'secret')).stdout).toMatch(
      /^no accounts in this folder\nmoved and read back from both: \d+ events up to position \d+/,
    );
    rmSync(secrets, { recursive: true });
  });
});

/** A past with every class, refusals, and erasures of both kinds. */
async function live(log: EventLog): Promise<void> {
  const random = seededRandom(20261122);
  const below = (limit: number) => Math.floor(random() * limit);
  const versions = new Map<string, number>();
  const group = Array.from({ length: COMMANDS }, (_, n) => {
    const stream = `stream/${below(40)}`;
    const version = versions.get(stream) ?? 0;
    const classes = Array.from({ length: below(4) }, () => CLASSES[below(5)] ?? 'lasting');
    versions.set(stream, version + classes.length);
    return append(`c${n}`, stream, version, classes, CLASSES[below(5)]);
  });
  for (let from = 0; from < COMMANDS; from += 50) await log.appendGroup(group.slice(from, from + 50));
  for (const erasure of erasures(1)) await log.erase(erasure);
}

function erasures(seed: number): Erasure[] {
  const random = seededRandom(seed);
  const some = Array.from({ length: 700 }, () => Math.ceil(random() * COMMANDS * 1.5));
  return [
    { retention: 'r72h', upTo: 900 + 100 * seed },
    { retention: 'request', positions: some },
    { retention: 'mission', positions: some },
  ];
}

/** All that can be asked of it. */
async function contents(log: EventLog) {
  const ids = Array.from({ length: COMMANDS }, (_, n) => `c${n}`);
  return {
    events: await log.read(0, 100_000),
    answers: await Promise.all(ids.map((id) => log.answerOf(id))),
  };
}

function append(
  commandId: string,
  stream: string,
  expectedVersion: number,
  classes: readonly RetentionClass[],
  life = classes[0] ?? 'lasting',
) {
  return {
    commandId,
    stream,
    expectedVersion,
    events: classes.map((retention) => ({ retention, event: { type: 'Something', of: `${commandId} é\n` } })),
    answer: { retention: life, outcome: { answered: commandId } },
  };
}
