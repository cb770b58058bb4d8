import type { Measure } from './stats.ts';

/** How a limit is read: never above, never below, or between two bounds. */
export type Limit =
  | { readonly kind: 'at-most'; readonly value: number }
  | { readonly kind: 'at-least'; readonly value: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number }
  /** Measured and said, and no gate. */
  | { readonly kind: 'reported' };

export type Unit = 'points' | 'percent' | 'ratio' | 'metres' | 'count';

/** One row of the table. */
export type Gate = {
  readonly id: string;
  readonly attack: string;
  readonly roles: string;
  readonly teams: number | null;
  readonly prior: string;
  readonly measured: Measure;
  /** What the attack reaches, or would reach, without any feed. */
  readonly baseline: number | null;
  readonly limit: Limit;
  readonly unit: Unit;
};

/** `undecided`: the sample is too small to tell (a short run); red only when even the favourable end is past the limit. */
export type Verdict = 'ok' | 'red' | 'undecided' | 'reported';

/** Reads the unfavourable end of the interval. In a short run a limit inside the interval proves nothing either way. */
export function verdictOf({ measured: { low, high }, limit }: Gate, isShort: boolean): Verdict {
  const read = (unfavourable: boolean, favourable: boolean): Verdict =>
    unfavourable ? 'ok' : isShort && favourable ? 'undecided' : 'red';
  switch (limit.kind) {
    case 'at-most':
      return read(high <= limit.value, low <= limit.value);
    case 'at-least':
      return read(low >= limit.value, high >= limit.value);
    case 'between':
      return read(low >= limit.from && high <= limit.to, high >= limit.from && low <= limit.to);
    case 'reported':
      return 'reported';
  }
}

/** Of the same attack under two priors, the one nearer to its limit, or further past it. */
export function worse(one: Gate, other: Gate): Gate {
  const badness = ({ measured: { low, high }, limit }: Gate) => {
    switch (limit.kind) {
      case 'at-most':
      case 'reported':
        return high;
      case 'at-least':
        return -low;
      case 'between':
        return Math.max(limit.from - low, high - limit.to);
    }
  };
  return badness(other) > badness(one) ? other : one;
}

const SCALE: Record<Unit, { by: number; digits: number; suffix: string }> = {
  points: { by: 100, digits: 1, suffix: ' pt' },
  percent: { by: 100, digits: 1, suffix: ' %' },
  ratio: { by: 1, digits: 2, suffix: '' },
  metres: { by: 1, digits: 0, suffix: ' m' },
  count: { by: 1, digits: 0, suffix: '' },
};

/** The table a person reads. */
export function tableOf(gates: readonly Gate[], isShort: boolean): string {
  const rows = gates.map((gate) => {
    const { by, digits, suffix } = SCALE[gate.unit];
    const say = (value: number) => (value * by).toFixed(digits);
    const { value, low, high } = gate.measured;
    const interval = low === high ? '' : ` [${say(low)}, ${say(high)}]`;
    return [
      gate.id,
      gate.attack,
      gate.roles,
      gate.teams === null ? '' : String(gate.teams),
      gate.prior,
      `${say(value)}${interval}${suffix}`,
      gate.baseline === null ? '' : say(gate.baseline),
      limitText(gate.limit, say),
      verdictOf(gate, isShort),
    ];
  });
  const head = [
    'gate',
    'attack',
    'roles',
    'teams',
    'prior',
    'measured [95 %]',
    'baseline',
    'limit',
    'verdict',
  ];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function limitText(limit: Limit, say: (value: number) => string): string {
  switch (limit.kind) {
    case 'at-most':
      return `<= ${say(limit.value)}`;
    case 'at-least':
      return `>= ${say(limit.value)}`;
    case 'between':
      return `${say(limit.from)} to ${say(limit.to)}`;
    case 'reported':
      return '';
  }
}
