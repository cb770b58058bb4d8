import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import type { Backtest, BreachError, Knows } from '#shared/forecast/measured';
import type { WardDemand } from '../../server/demo/law/admission-course.ts';
import type { Variant } from '../../server/demo/law/rest-space-flow.ts';
import { breachTrial, together } from './breach-trial.ts';
import { livedMarks } from './lived-space.ts';
import { LivedWard } from './lived-ward.ts';
import { errorOf, saturationTrial, type Trial } from './saturation-trial.ts';
import { breachSetting, policy, saturationSetting, seasonOf, territory } from './season.ts';
import { breachLines, saturationLines } from './table.ts';

// The two forecasts against what the law of the demonstration then did. Each day is foreseen from the weeks before it.
// The figures say how the forecasts behave under a known law; they do not describe the field.

const DAYS = 60;
const SEEDS = [1, 2, 3];
/** A ward has six requests a week: more lives are needed for as many breaches. */
const WARD_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const FIRST_SPACE = 'ER-1';
const DEMANDS: readonly WardDemand[] = ['ordinaire', 'forte'];
const READERS: readonly Knows[] = ['classes', 'places'];

const { values } = parseArgs({ options: { write: { type: 'boolean', default: true } }, allowNegative: true });
const season = seasonOf(DAYS);

const saturation = territory.services.restSpaces.flatMap(({ id }) =>
  // The law gives two figures for the first space alone.
  (id === FIRST_SPACE ? (['base', '200'] as const) : (['base'] as const)).flatMap((variant: Variant) => {
    const lives = SEEDS.map((seed) =>
      livedMarks(territory, policy, id, { seed, variant, everyNightIsHard: false }, season.spaces),
    );
    return READERS.flatMap((knows) => {
      const trials = lives.map((lived) =>
        saturationTrial(lived, { ...saturationSetting, knows, first: season.first }),
      );
      const trial: Trial = {
        marks: trials.flatMap(({ marks }) => marks),
        within: trials.flatMap(({ within }) => within),
      };
      return trial.within.length === 0 ? [] : [{ variant, error: errorOf(id, knows, trial) }];
    });
  }),
);
const breaches = DEMANDS.map((demand) => ({
  demand,
  error: together(WARD_SEEDS.map((seed) => breachesOf(seed, demand))),
}));

const [ordinary] = breaches;
if (!ordinary) throw new Error('no ward was lived');
const backtest: Backtest = {
  measuredOn: 'loi-de-la-demonstration',
  days: DAYS,
  seeds: SEEDS,
  saturation: saturation.flatMap(({ variant, error }) => (variant === 'base' ? [error] : [])),
  breach: ordinary.error,
};

process.stdout.write(`${saturationLines(saturation)}\n\n${breachLines(breaches)}\n\n`);
const losing = saturation.filter(({ error }) => !error.shown);
process.stdout.write(
  `${DAYS} days, seeds ${SEEDS.join(', ')} (ward ${WARD_SEEDS.join(', ')}): ${losing.length} not better than all\n`,
);
if (values.write) {
  const file = join(import.meta.dirname, '../../shared/forecast/backtest.json');
  const style = { ...(await resolveConfig(file)), filepath: file };
  writeFileSync(file, await format(JSON.stringify(backtest, null, 2), style));
}
process.exitCode = losing.length > 0 ? 1 : 0;

function breachesOf(seed: number, demand: WardDemand): BreachError {
  const ward = new LivedWard(territory);
  ward.live(territory, { seed, demand }, { from: season.wardFrom, watchedFrom: season.from, to: season.to });
  return breachTrial(ward, season, breachSetting);
}
