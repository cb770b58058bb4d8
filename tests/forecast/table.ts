import type { BreachError, SaturationError } from '#shared/forecast/measured';

/** Ours and each rival, side by side for each space that has a class. */
export function saturationLines(
  rows: readonly { readonly variant: string; readonly error: SaturationError }[],
): string {
  const head = [
    'space',
    'law',
    'knows',
    'forecasts',
    'full in 2 h',
    'score',
    'ours',
    'as now',
    'last week',
    'the hour',
    '',
  ];
  const lines = rows.flatMap(({ variant, error }) => {
    const { space, knows, forecasts, fullWithinTwoHours, brier, wrong, shown } = error;
    const scores = (each: SaturationError['brier'], unit: number, digits: number) =>
      [each.ours, each.sameAsNow, each.sameAsLastWeek, each.ofTheHour].map((score) =>
        (score / unit).toFixed(digits),
      );
    const about = [space, variant, knows, String(forecasts), `${(fullWithinTwoHours / 10).toFixed(1)} %`];
    return [
      [...about, 'Brier +30..+120', ...scores(brier, 10_000, 4), shown ? 'better than all' : 'NOT BETTER'],
      ['', '', '', '', '', 'yes/no wrong, %', ...scores(wrong, 10, 1), ''],
    ];
  });
  const words = rows
    .filter(({ error }) => error.knows === 'classes')
    .map(({ variant, error }) => [
      error.space,
      variant,
      ...error.words.map(({ said, cameTrue }) =>
        said === 0 ? '-' : `${(cameTrue / 10).toFixed(0)} % of ${said}`,
      ),
    ]);
  const likelihoods = rows[0]?.error.words.map(({ likelihood }) => likelihood) ?? [];
  return `${aligned([head, ...lines])}\n\nhow often each word came true\n${aligned([['space', 'law', ...likelihoods], ...words])}`;
}

export function breachLines(
  rows: readonly { readonly demand: string; readonly error: BreachError }[],
): string {
  const head = [
    'demand',
    'weeks',
    'requests',
    'breaches',
    'announced 4 h ahead',
    'false alarms',
    'a week',
    'ended otherwise',
  ];
  return aligned([
    head,
    ...rows.map(({ demand, error }) => [
      demand,
      String(error.weeks),
      String(error.requests),
      String(error.breaches),
      `${error.announced} (${Math.round((100 * error.announced) / Math.max(1, error.breaches))} %)`,
      String(error.falseAlarms),
      (error.falseAlarms / error.weeks).toFixed(2),
      String(error.endedOtherwise),
    ]),
  ]);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
