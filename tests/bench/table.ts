import type { Figure } from './log/figure.ts';

const COLUMNS = ['metric', 'product', 'anchor', 'ratio', 'target', 'spread'] as const;

/** The figures as lines of text, columns aligned. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    COLUMNS.map(String),
    ...figures.map((figure) => COLUMNS.map((column) => String(figure[column]))),
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
