import { elapsed, MINUTE, type Instant } from '../../kernel/instant.ts';
import type { Priority } from './rows.ts';

/** An alarm, or several of one row that one look answers: one cause. `row`: of UX 3.4. */
export type Calling = { readonly row: string; readonly priority: Priority; readonly since: Instant };

/** Alarms that began within a minute of each other: so many causes at once are more likely one. */
export type Together<Alarm> = {
  readonly alarms: readonly Alarm[];
  readonly cause: 'liaison' | 'a-chercher';
};

/** Up to so many in a minute are read one by one. */
const READ_ONE_BY_ONE = 5;
const AT_ONCE_MS = MINUTE;
/** What a lost link makes silent or late. */
const OF_A_LINK: ReadonlySet<string> = new Set(['A2', 'A3', 'A10', 'A11', 'A12', 'A13']);
/** A team in danger is nobody's side effect: it is never one of several. */
const ALONE: ReadonlySet<string> = new Set(['A1']);

/**
 * The alarms that called together, more than five within one minute (UX 3.4), and those that stand alone, in the order
 * in which they came in. The probable cause is the link when it would explain at least half of them.
 */
export function togetherOf<Alarm extends Calling>(
  alarms: readonly Alarm[],
): { readonly alone: readonly Alarm[]; readonly together: readonly Together<Alarm>[] } {
  const byTime = alarms
    .filter(({ row }) => !ALONE.has(row))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  const together: Together<Alarm>[] = [];
  for (let from = 0; from < byTime.length;) {
    const first = byTime[from];
    if (!first) break;
    const atOnce = byTime.slice(from).filter(({ since }) => elapsed(first.since, since) < AT_ONCE_MS);
    if (atOnce.length > READ_ONE_BY_ONE) {
      together.push({ alarms: atOnce, cause: causeOf(atOnce) });
      from += atOnce.length;
    } else from += 1;
  }
  const taken = new Set(together.flatMap((group) => group.alarms));
  return { alone: alarms.filter((alarm) => !taken.has(alarm)), together };
}

function causeOf(alarms: readonly Calling[]): Together<Calling>['cause'] {
  const explained = alarms.filter(({ row }) => OF_A_LINK.has(row)).length;
  return 2 * explained >= alarms.length ? 'liaison' : 'a-chercher';
}
