import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';
import { roleWords } from './phrases.ts';

const limitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at-most'), value: z.number() }),
  z.object({ kind: z.literal('at-least'), value: z.number() }),
  z.object({ kind: z.literal('between'), from: z.number(), to: z.number() }),
  z.object({ kind: z.literal('reported') }),
]);
const gateSchema = z.object({
  id: z.string(),
  attack: z.string(),
  roles: z.string(),
  teams: z.number().nullable(),
  measured: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  limit: limitSchema,
  unit: z.enum(['points', 'percent', 'ratio', 'metres', 'count']),
  verdict: z.enum(['ok', 'red', 'undecided', 'reported']),
});
export type Gate = z.infer<typeof gateSchema>;
export type Verdict = Gate['verdict'];

/** What the adversary harness wrote last. Not strict: it may tell more than this page shows. */
export const reportSchema = z.object({
  policy: z.string(),
  seed: z.number(),
  worlds: z.number(),
  nights: z.number(),
  teams: z.array(z.number()),
  short: z.boolean(),
  gates: z.array(gateSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** One attack by one attacker: measured with each number of teams, or once when teams change nothing. */
export type Attack = Pick<Gate, 'id' | 'attack' | 'roles'> & {
  readonly byTeams: readonly (Gate | undefined)[];
  readonly once: Gate | undefined;
};

/** The report as a table, in its order: a row for each attack and attacker, a column for each number of teams. */
export function attacksOf({ gates, teams }: Report): Attack[] {
  const rows = Map.groupBy(gates, ({ id, attack, roles }) => `${id}\n${attack}\n${roles}`);
  return [...rows.values()].flatMap((measures) => {
    const [first] = measures;
    if (!first) return [];
    const { id, attack, roles } = first;
    const once = measures.find((gate) => gate.teams === null);
    const byTeams = teams.map((n) => measures.find((gate) => gate.teams === n));
    return [{ id, attack, roles, byTeams, once }];
  });
}

const ATTACKS: Record<string, () => string> = {
  'localise now: advantage at 300 m': m.privacy_a_t1_localise,
  'lift of P(team near) by a set cell': m.privacy_a_t1_lift,
  'lift on newly set cells': m.privacy_a_t1_fresh,
  'lift on newly set cells, underground': m.privacy_a_t1_under,
  'frames sooner than the policy says': m.privacy_a_t6_early,
  'best guess in a released zone, mean error': m.privacy_a_t2_zone,
  'best guess in a released sector, mean error': m.privacy_a_t2_sector,
  'relinked moves (zones)': m.privacy_a_t3_zones,
  'relinked moves (sectors)': m.privacy_a_t3_sectors,
  'emptiest class under 11 counts, limits 5-60': m.privacy_a_t4_emptiest,
  'counts narrowed by a weaker class': m.privacy_a_t4_narrowed_counts,
  'passes of a set cell recovered': m.privacy_a_t4_recovered,
  'passes of a set cell narrowed': m.privacy_a_t4_narrowed,
  'cells changed after the seal': m.privacy_a_t5,
  'frames that are not f(stronger)': m.privacy_a_t6,
  'twin runs, class, need, minute: bytes': m.privacy_a_t7,
  'one pass changes a byte': m.privacy_a_t8,
  'one pass underground changes a byte': m.privacy_a_t8_under,
  'one arrival changes a rest class': m.privacy_a_t9_arrival,
  'request under 6 h: bytes': m.privacy_a_t9_under6,
  'any request: bytes': m.privacy_a_t9_ratp,
  'runs where a request over 6 h shows': m.privacy_a_t9_over6,
  'runs where an admission shows': m.privacy_a_t9_admission,
  'wall cells fed by one team only': m.privacy_a_t10,
  'sector-ticks shown as a gap': m.privacy_a_use_gap,
  'cells shown visited where nobody was': m.privacy_a_use_false,
  'false gaps (late passes)': m.privacy_a_use_late,
  'control: recordings that twins do not match': m.privacy_a_twin,
};

/** Null when this page has no words for an attack: it is then shown as the harness writes it, in English. */
export function attackWords(attack: string): string | null {
  return ATTACKS[attack]?.() ?? null;
}

/** A gate that is no attack has a name in place of its number. */
export function gateWords(id: string): string {
  if (id === 'use') return m.privacy_gate_use();
  return id === 'twin' ? m.privacy_gate_twin() : id;
}

export function attackerWords(roles: string): string {
  if (roles === 'all but leads') return m.privacy_harness_all_but_leads();
  if (roles === 'all + own team') return m.privacy_harness_insider();
  return roles.split(', ').map(roleWords).join(', ');
}

const SCALES = {
  points: { by: 100, digits: 1, suffix: '\u00a0pt' },
  percent: { by: 100, digits: 1, suffix: '\u00a0%' },
  ratio: { by: 1, digits: 2, suffix: '' },
  metres: { by: 1, digits: 0, suffix: '\u00a0m' },
  count: { by: 1, digits: 0, suffix: '' },
} as const;

/** What was measured, with the ends of its interval when it has one. */
export function measuredWords({ measured: { value, low, high }, unit }: Gate, locale: string): string {
  const { suffix } = SCALES[unit];
  const say = sayIn(unit, locale);
  return low === high ? say(value) + suffix : `${say(value)}${suffix} (${say(low)} – ${say(high)})`;
}

export function limitWords({ limit, unit }: Gate, locale: string): string {
  const say = (value: number) => sayIn(unit, locale)(value) + SCALES[unit].suffix;
  switch (limit.kind) {
    case 'at-most':
      return m.privacy_harness_at_most({ n: say(limit.value) });
    case 'at-least':
      return m.privacy_harness_at_least({ n: say(limit.value) });
    case 'between':
      return m.privacy_harness_between({ from: say(limit.from), to: say(limit.to) });
    case 'reported':
      return m.privacy_harness_no_limit();
    default:
      return assertNever(limit);
  }
}

function sayIn(unit: Gate['unit'], locale: string): (value: number) => string {
  const { by, digits } = SCALES[unit];
  const form = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (value) => form.format(value * by);
}

export function verdictWords(verdict: Verdict): string {
  switch (verdict) {
    case 'ok':
      return m.privacy_harness_ok();
    case 'red':
      return m.privacy_harness_red();
    case 'undecided':
      return m.privacy_harness_undecided();
    case 'reported':
      return m.privacy_harness_reported();
    default:
      return assertNever(verdict);
  }
}
