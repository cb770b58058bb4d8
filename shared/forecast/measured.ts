import { z } from 'zod';
import { count } from '../kernel/count.ts';
import { restSpaceIdSchema, type RestSpaceId } from '../kernel/ids.ts';
import { likelihoodSchema } from './bands.ts';

const brier = count(10_000, 'ten-thousandths of a squared error: 0 never wrong, 2 500 a coin');
const perMille = count(1_000, 'in a thousand');
const tally = (what: string) => count(1_000_000, what);

/** `sameAsNow` and `sameAsLastWeek` say yes or no; `ofTheHour` is the share of the last 56 days, whatever the class now. */
const rivals = <Score extends z.ZodType>(score: Score) =>
  z.strictObject({ ours: score, sameAsNow: score, sameAsLastWeek: score, ofTheHour: score });

/** `classes`: from what every audience may know. `places`: with the exact free places, for own staff and leads. */
const knowsSchema = z.enum(['classes', 'places']);
export type Knows = z.infer<typeof knowsSchema>;

const saturationErrorSchema = z.strictObject({
  space: restSpaceIdSchema,
  knows: knowsSchema,
  forecasts: tally('moments at which something was foreseen'),
  fullWithinTwoHours: perMille,
  /** Mean squared error on *complet* at +30, +60, +90 and +120 min together. */
  brier: rivals(brier),
  /** How often the yes or no on *complet within two hours* was wrong. */
  wrong: rivals(perMille),
  /** How often each word, said of the next two hours, came true. */
  words: z.array(
    z.strictObject({ likelihood: likelihoodSchema, said: tally('times said'), cameTrue: perMille }),
  ),
  /** Better than « as now » and « as last week » on both, and than the hour on the first. When false, a screen shows nothing. */
  shown: z.boolean(),
});
export type SaturationError = z.infer<typeof saturationErrorSchema>;

const breachErrorSchema = z.strictObject({
  weeks: tally('weeks lived'),
  requests: tally('requests of which something was foreseen'),
  breaches: tally('requests still open at 24 h'),
  /** Said `probable` or more at 20 h or before. */
  announced: tally('breaches announced 4 h ahead or more'),
  falseAlarms: tally('requests announced, and admitted in time'),
  endedOtherwise: tally('requests announced, and ended before 24 h without an admission'),
});
export type BreachError = z.infer<typeof breachErrorSchema>;

/** What `npm run forecast` measured: on the law of the demonstration, not on the field. */
export const backtestSchema = z.strictObject({
  measuredOn: z.literal('loi-de-la-demonstration'),
  days: tally('days foreseen for each seed'),
  seeds: z.array(tally('a seed')),
  saturation: z.array(saturationErrorSchema),
  breach: breachErrorSchema,
});
export type Backtest = z.infer<typeof backtestSchema>;

/**
 * The error of a space's forecast, to be shown beside it. `null`: it was not measured, or it was not better than its
 * rivals, and no forecast of this space is shown.
 */
export function errorToShow(backtest: Backtest, space: RestSpaceId, knows: Knows): SaturationError | null {
  return (
    backtest.saturation.find((each) => each.space === space && each.knows === knows && each.shown) ?? null
  );
}
