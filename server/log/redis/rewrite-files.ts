import { setTimeout as pause } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import { LogUnavailable } from '../event-log.ts';
import type { Call } from './link.ts';
import { readInfo } from './server-settings.ts';

const LOOK_EVERY_MS = 25;
/** A fork and a write of everything: minutes on a large log and a slow disk. */
const REWRITE_MS = 15 * 60_000;

/** Whether this process has written an RDB file since it started: it still lies there, with what was in memory then. */
export async function hasSaved(call: Call): Promise<boolean> {
  return (await look(call)).saves > 0;
}

/**
 * Writes the files of the server anew, from what it holds now: what was erased is then in none of them (PRV-52).
 * @param hasSnapshots whether an RDB file may lie there
 * @throws LogUnavailable when they could not be written: what was erased may still be read from the disk
 */
export async function rewriteFiles(call: Call, hasSnapshots: boolean): Promise<void> {
  const { appendOnly } = await look(call);
  if (appendOnly) await rewriteAppendOnlyFile(call);
  if (hasSnapshots) await rewriteSnapshot(call);
  // Slow commands are quoted there with their arguments.
  await call(['SLOWLOG', 'RESET']);
}

async function rewriteAppendOnlyFile(call: Call): Promise<void> {
  // One that began before the erasure may hold what was erased: it is waited for, and another follows.
  await waitFor(call, ({ rewriting }) => !rewriting);
  await begin(call, ['BGREWRITEAOF'], ({ rewriting }) => !rewriting);
  await waitFor(call, ({ rewriting }) => !rewriting);
  const { rewritten } = await look(call);
  if (!rewritten) throw new LogUnavailable('Redis could not rewrite its append-only file');
}

async function rewriteSnapshot(call: Call): Promise<void> {
  await waitFor(call, ({ saving }) => !saving);
  const { saves } = await look(call);
  await begin(call, ['BGSAVE', 'SCHEDULE'], ({ saving }) => !saving);
  await waitFor(call, (now) => now.saves > saves && !now.saving);
}

/** Another client may have begun one in between, which came after the erasure too, or not: its end is waited for. */
async function begin(call: Call, command: string[], isIdle: (files: Files) => boolean): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await call(command);
      return;
    } catch (cause) {
      if (!(cause instanceof ErrorReply)) throw cause;
      if (tries === 10)
        throw new LogUnavailable(`Redis does not rewrite its files: ${cause.message}`, { cause });
      await pause(LOOK_EVERY_MS);
      await waitFor(call, isIdle);
    }
  }
}

type Files = {
  appendOnly: boolean;
  rewriting: boolean;
  rewritten: boolean;
  saving: boolean;
  saves: number;
};

async function look(call: Call): Promise<Files> {
  const told = readInfo(String(await call(['INFO', 'persistence'])));
  const is = (name: string) => told.get(name) === '1';
  return {
    appendOnly: is('aof_enabled'),
    rewriting: is('aof_rewrite_in_progress') || is('aof_rewrite_scheduled'),
    rewritten: told.get('aof_last_bgrewrite_status') === 'ok',
    saving: is('rdb_bgsave_in_progress'),
    saves: Number(told.get('rdb_saves')),
  };
}

async function waitFor(call: Call, isSo: (files: Files) => boolean): Promise<void> {
  const late = performance.now() + REWRITE_MS;
  while (!isSo(await look(call))) {
    if (performance.now() > late) throw new LogUnavailable('Redis does not end the rewrite of its files');
    await pause(LOOK_EVERY_MS);
  }
}
