import type { AlarmTrial } from '#shared/access/settings-desk';
import { COUNTED_ROWS, occurrences, type Spell } from '#shared/domain/alarm/spells';
import type { AlarmDelays } from '#shared/domain/territory-settings/commands';
import type { Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf } from '#shared/kernel/local-time';
import type { EventLog } from '#server/log/event-log';
import { AlarmSpells } from '#server/projections/alarm-spells';
import type { RetentionState } from '#server/retention/state';

const PAGE = 2_000;
const DAYS = 7;

/** What the kept facts say could have called, and from when on they are kept. */
export type AlarmHistory = { readonly from: Instant; readonly spells: readonly Spell[] };

/** Reads the facts that are still kept, and no other. Nothing of it is written. */
export async function readAlarmHistory(
  log: EventLog,
  { erased, hours }: RetentionState,
  now: Instant,
): Promise<AlarmHistory> {
  const r72h = erased.r72h;
  const cut = r72h && 'upTo' in r72h ? r72h.upTo : 0;
  const found = new AlarmSpells();
  let first: Instant | null = null;
  let after = cut;
  for (;;) {
    const records = await log.read(after, PAGE);
    for (const record of records) {
      const event = record.event as { readonly at?: Instant };
      first ??= event.at ?? null;
      found.apply(record);
    }
    const last = records.at(-1);
    if (!last || records.length < PAGE) break;
    after = last.position;
  }
  // After a cut, what is true of each thing is known from the first hour that says it again.
  const from = (cut > 0 ? hours[0]?.at : undefined) ?? first ?? now;
  return { from, spells: found.spells };
}

/** The same history under two sets of delays, by rule and by day of the territory's calendar. */
export function trialOf(
  { from, spells }: AlarmHistory,
  { before, after }: { readonly before: AlarmDelays; readonly after: AlarmDelays },
  timezone: string,
  now: Instant,
): AlarmTrial {
  const today = localDateOf(timezone, now);
  const days = Array.from({ length: DAYS }, (_, index) => dateAfter(today, index - DAYS + 1));
  const firstDay = localDateOf(timezone, from);
  const [was, would] = [before, after].map((delays) =>
    occurrences(spells, delays, now).flatMap(({ row, at }) =>
      at < from ? [] : [{ row, day: localDateOf(timezone, at) }],
    ),
  );
  const rows = COUNTED_ROWS.map((row) => {
    const on = (raised: typeof was, day: string) =>
      (raised ?? []).filter((each) => each.row === row && each.day === day).length;
    const counted = days.map((day) =>
      day < firstDay ? null : { before: on(was, day), after: on(would, day) },
    );
    const sum = (which: 'before' | 'after') => counted.reduce((total, day) => total + (day?.[which] ?? 0), 0);
    return { row, days: counted, before: sum('before'), after: sum('after') };
  });
  return { days, from, rows };
}
