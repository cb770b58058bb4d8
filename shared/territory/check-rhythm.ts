import { minutesOf } from '../kernel/local-time.ts';
import { repeated, type Finding } from './finding.ts';
import type { Territory } from './schema.ts';
import { minutesOfWindow } from './windows.ts';

type Rhythm = Territory['rhythm'];

/** A reservation says that somebody is expected within 24 h (TRE_R330, code 04): no hold may last longer. */
const LONGEST_HOLD_MIN = 24 * 60;
const SLOT_MIN = 30;

const file = 'rhythm.json';

/** The zone of time, the half-days, the thresholds. */
export function checkRhythm(rhythm: Rhythm): Finding[] {
  return [
    ...checkTimezone(rhythm),
    ...repeated(file, 'windows', rhythm.windows),
    ...checkWindows(rhythm),
    ...checkThresholds(rhythm),
  ];
}

function checkTimezone({ timezone }: Rhythm): Finding[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return [];
  } catch {
    return [{ file, path: 'timezone', reason: `${timezone} is not a known time zone` }];
  }
}

/** In order, not overlapping, the last one over before the first begins again, and made of whole half-hours. */
function checkWindows({ windows }: Rhythm): Finding[] {
  const first = windows[0];
  if (!first) return [];
  const nextDay = minutesOf(first.from) + 24 * 60;
  let over = 0;
  return windows.flatMap(({ id, from, to }, index) => {
    const [begins, ends] = minutesOfWindow(from, to);
    const path = `windows[${index}]`;
    const found: Finding[] = [];
    if (begins < over) {
      found.push({
        file,
        path: `${path}.from`,
        reason: `${id} begins before the window before it has ended`,
      });
    }
    if (ends > nextDay) {
      found.push({ file, path: `${path}.to`, reason: `${id} ends after the next day has begun` });
    }
    if (begins % SLOT_MIN !== 0 || ends % SLOT_MIN !== 0) {
      found.push({ file, path, reason: `${id} does not begin and end on a half-hour` });
    }
    over = ends;
    return found;
  });
}

function checkThresholds({ thresholds }: Rhythm): Finding[] {
  const { tenduPercent, saturePercent, holdMin, holdRenewals, holdRenewalMin } = thresholds;
  const { prevoirAfterH, atRiskAfterH, lastCallAfterH } = thresholds;
  const found: Finding[] = [];
  if (tenduPercent >= saturePercent) {
    const reason = `${tenduPercent} is not below saturePercent, ${saturePercent}`;
    found.push({ file, path: 'thresholds.tenduPercent', reason });
  }
  if (holdMin + holdRenewals * holdRenewalMin > LONGEST_HOLD_MIN) {
    const reason = 'a hold with all its renewals lasts more than 24 h';
    found.push({ file, path: 'thresholds.holdMin', reason });
  }
  if (prevoirAfterH >= atRiskAfterH) {
    const reason = `${prevoirAfterH} h is not before atRiskAfterH, ${atRiskAfterH} h`;
    found.push({ file, path: 'thresholds.prevoirAfterH', reason });
  }
  const { silentPromptMin, silentWarnMin, silentMin } = thresholds;
  if (silentPromptMin >= silentWarnMin || silentWarnMin >= silentMin) {
    const reason = `a silent team is asked at ${silentPromptMin}, warned of at ${silentWarnMin}, calls at ${silentMin} min: not in this order`;
    found.push({ file, path: 'thresholds.silentWarnMin', reason });
  }
  if (atRiskAfterH >= lastCallAfterH) {
    const reason = `${atRiskAfterH} h is not before lastCallAfterH, ${lastCallAfterH} h`;
    found.push({ file, path: 'thresholds.atRiskAfterH', reason });
  }
  return found;
}
