import { readdirSync, readFileSync } from 'node:fs';

/** What a process has cost since it started: CPU of all its threads in microseconds, and write system calls. */
export type Cost = { cpu: number; writes: number };

/** Read from the kernel's own counts (Linux): they are steady where the clock on the wall is not. */
export function costOf(pid: number): Cost {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  }
  const writes = /^syscw: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1];
  return { cpu: nanoseconds / 1000, writes: Number(writes) };
}

export function costBetween(before: Cost, after: Cost): Cost {
  return { cpu: after.cpu - before.cpu, writes: after.writes - before.writes };
}
