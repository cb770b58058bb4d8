import type { AlarmAnswers } from '../alarm/answers.ts';
import type { Impossibles } from '../duty-plan/impossible.ts';
import type { FieldReports } from '../field-report/state.ts';
import type { Maraudes } from '../maraude/state.ts';
import type { Missions } from '../mission/state.ts';
import type { Alerts } from '../safety/alert.ts';

/**
 * Everything that leads dispatch with: one aggregate (stream `dispatch`), so that giving a report and giving a team are
 * one lock. A day of it is some dozens of facts, and it forgets all of them within days.
 */
export type DispatchState = {
  readonly reports: FieldReports;
  readonly missions: Missions;
  readonly maraudes: Maraudes;
  readonly alerts: Alerts;
  readonly answers: AlarmAnswers;
  readonly impossibles: Impossibles;
};

export const initialDispatch: DispatchState = {
  reports: new Map(),
  missions: new Map(),
  maraudes: new Map(),
  alerts: new Map(),
  answers: new Map(),
  impossibles: new Map(),
};
