import { isAnnounced } from '#shared/forecast/bands';
import { forecastBreach, type BreachSetting } from '#shared/forecast/breach';
import type { BreachError } from '#shared/forecast/measured';
import { TARGET_MS } from '#shared/domain/admission/clock';
import { elapsed, HOUR, type Instant } from '#shared/kernel/instant';
import type { RequestNumber } from '../../server/demo/law/intention.ts';
import type { LivedWard } from './lived-ward.ts';

/** An announcement later than this leaves less than four hours to act. */
const LATEST_ANNOUNCEMENT_MS = 20 * HOUR;

/**
 * Foresees every request made in the span, every half-hour until 20 h have gone by. A breach is a request still open at
 * 24 h. Those that ended before without an admission are counted apart: they are neither a breach nor a false alarm.
 */
export function breachTrial(
  ward: LivedWard,
  span: { from: Instant; to: Instant },
  setting: BreachSetting,
): BreachError {
  const requests = new Map<RequestNumber, { requestedAt: Instant; isAnnounced: boolean }>();
  for (const { at, weeks, beds, waiting } of ward.moments) {
    for (const request of waiting) {
      const { requestedAt } = request;
      if (requestedAt < span.from || elapsed(requestedAt, at) > LATEST_ANNOUNCEMENT_MS) continue;
      const forecast = forecastBreach(weeks, request, beds, at, setting);
      if (forecast.kind !== 'prevu') continue;
      const before = requests.get(request.request)?.isAnnounced ?? false;
      requests.set(request.request, {
        requestedAt,
        isAnnounced: before || isAnnounced(forecast.likelihood),
      });
    }
  }
  const followed = [...requests].map(([request, { requestedAt, isAnnounced: announced }]) => {
    const end = ward.ends.get(request);
    const isBreach = end === undefined || elapsed(requestedAt, end.at) >= TARGET_MS;
    return { announced, isBreach, isAdmitted: end?.admitted === true };
  });
  const told = followed.filter(({ announced }) => announced);
  return {
    weeks: Math.round(elapsed(span.from, span.to) / (7 * 24 * HOUR)),
    requests: followed.length,
    breaches: followed.filter(({ isBreach }) => isBreach).length,
    announced: told.filter(({ isBreach }) => isBreach).length,
    falseAlarms: told.filter(({ isBreach, isAdmitted }) => !isBreach && isAdmitted).length,
    endedOtherwise: told.filter(({ isBreach, isAdmitted }) => !isBreach && !isAdmitted).length,
  };
}

export function together(errors: readonly BreachError[]): BreachError {
  const sum = (key: keyof BreachError) => errors.reduce((total, error) => total + error[key], 0);
  return {
    weeks: sum('weeks'),
    requests: sum('requests'),
    breaches: sum('breaches'),
    announced: sum('announced'),
    falseAlarms: sum('falseAlarms'),
    endedOtherwise: sum('endedOtherwise'),
  };
}
