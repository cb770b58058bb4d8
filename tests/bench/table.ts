import type { Figure } from './log/figure.ts';

const COLUMNS = ['metric', 'product', 'anchor', 'ratio', 'target', 'verdict', 'spread'] as const;

/** Whether the ratio is where the target wants it; `-` where there is none. */
export function verdictOf({ ratio, target }: Pick<Figure, 'ratio' | 'target'>): 'met' | 'missed' | '-' {
  const [, sign, bound] = /^(<=|>=) ([\d.]+)/.exec(target) ?? [];
  if (sign === undefined) return '-';
  return (sign === '<=' ? ratio <= Number(bound) : ratio >= Number(bound)) ? 'met' : 'missed';
}

/** The figures as lines of text, columns aligned. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    COLUMNS.map(String),
    ...figures.map((figure) => {
      const judged = { ...figure, verdict: verdictOf(figure) };
      return COLUMNS.map((column) => String(judged[column]));
    }),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
