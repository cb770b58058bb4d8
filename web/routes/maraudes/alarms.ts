import type { AlarmKey } from '#shared/domain/alarm/commands';
import { togetherOf } from '#shared/domain/alarm/together';
import type { Instant } from '#shared/kernel/instant';
import type { AlarmEntity } from '#shared/view/dispatch';

/** The rows of UX 3.4 that are a lead's to answer. */
export const LEAD_ROWS = ['A1', 'A2', 'A3', 'A4', 'A6', 'A7', 'A8', 'A11', 'A12', 'A13'] as const;
export type AlarmRow = (typeof LEAD_ROWS)[number];

/** What one line of the screen says: one alarm, or all those of a row that one look answers together. */
export type LeadAlarm = {
  readonly row: AlarmRow;
  readonly keys: readonly AlarmKey[];
  /** What it is about, where it is one thing: a team, a report, a space. */
  readonly about: string;
  readonly priority: AlarmEntity['priority'];
  /** Of the newest of them: another moment is another occurrence. */
  readonly since: Instant;
  readonly state: AlarmEntity['state'];
};

/** What the line of the alarms says: one of them, or many that called at once, whose keys are answered together. */
export type Call =
  | (LeadAlarm & { readonly kind: 'une' })
  | (Omit<LeadAlarm, 'row' | 'about'> & {
      readonly kind: 'ensemble';
      readonly alarms: readonly LeadAlarm[];
      readonly cause: 'liaison' | 'a-chercher';
    });

/** Gaps of coverage come by the dozen when a half-day ends: one line, its number, one answer. */
const TOGETHER: ReadonlySet<AlarmRow> = new Set(['A7', 'A8']);

const STATE_ORDER: readonly AlarmEntity['state']['kind'][] = [
  'active',
  'revenue',
  'acquittee',
  'mise-de-cote',
];
const PRIORITY_ORDER: readonly AlarmEntity['priority'][] = ['P1', 'P2', 'P3'];

/** The alarms as they are read: those nobody has answered first, the gravest first, then the oldest. */
export function leadAlarms(alarms: readonly AlarmEntity[]): LeadAlarm[] {
  const lines = new Map<string, LeadAlarm>();
  for (const { key, priority, since, state } of alarms) {
    const row = rowOf(key);
    if (row === null) continue;
    const line = TOGETHER.has(row) ? `${row} ${state.kind}` : key;
    const known = lines.get(line);
    lines.set(line, {
      row,
      keys: [...(known?.keys ?? []), key],
      about: key.slice(row.length + 1),
      priority,
      since: known && known.since > since ? known.since : since,
      state,
    });
  }
  return [...lines.values()].sort(inOrder);
}

function inOrder(a: Standing, b: Standing): number {
  return (
    STATE_ORDER.indexOf(a.state.kind) - STATE_ORDER.indexOf(b.state.kind) ||
    PRIORITY_ORDER.indexOf(a.priority) - PRIORITY_ORDER.indexOf(b.priority) ||
    (a.since < b.since ? -1 : 1)
  );
}
type Standing = Pick<LeadAlarm, 'state' | 'priority' | 'since'>;

/** The same, with those that nobody has answered and that called at once as one (more than 5 in a minute). */
export function callsOf(alarms: readonly LeadAlarm[]): Call[] {
  const { together } = togetherOf(alarms.filter(({ state }) => state.kind === 'active'));
  const groups = together.map(({ alarms: atOnce, cause }): Call => ({
    kind: 'ensemble',
    alarms: atOnce,
    cause,
    keys: atOnce.flatMap(({ keys }) => keys),
    priority: PRIORITY_ORDER.find((each) => atOnce.some(({ priority }) => priority === each)) ?? 'P3',
    since: atOnce.map(({ since }) => since).reduce((a, b) => (a > b ? a : b)),
    state: { kind: 'active' },
  }));
  const taken = new Set(together.flatMap((group) => group.alarms));
  const alone = alarms.filter((alarm) => !taken.has(alarm)).map((alarm): Call => ({ kind: 'une', ...alarm }));
  return [...groups, ...alone].sort(inOrder);
}

/** Whether somebody still has to say that they saw it. */
export function isUnanswered({ state }: Pick<LeadAlarm, 'state'>): boolean {
  return state.kind === 'active' || state.kind === 'revenue';
}

function rowOf(key: AlarmKey): AlarmRow | null {
  return LEAD_ROWS.find((row) => key.startsWith(`${row}:`)) ?? null;
}
