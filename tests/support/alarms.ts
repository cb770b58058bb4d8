import type { AlarmFacts, AlarmThresholds } from '#shared/domain/alarm/facts';
import { policy, territory } from './served-app.ts';

/** A quiet moment: nobody is out, nothing waits, everything was released. */
export const NO_ALARM_FACTS: AlarmFacts = {
  alerts: [],
  teams: [],
  unacknowledged: [],
  unreserved: [],
  holds: [],
  cleanings: [],
  spaces: [],
  unplanned: [],
  missed: [],
  screens: [],
  feeds: [],
  lastReleaseAt: null,
};

/** Those of the shipped pack and policy. */
export const THRESHOLDS: AlarmThresholds = {
  ...territory.rhythm.thresholds,
  coverageTickMin: policy.policy.clock.coverage_tick_min,
};
