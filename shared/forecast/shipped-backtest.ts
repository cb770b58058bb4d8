import backtest from './backtest.json' with { type: 'json' };
import { backtestSchema } from './measured.ts';

/** The error measured when this version was made. */
export const SHIPPED_BACKTEST = backtestSchema.parse(backtest);
