import { DAY, MINUTE } from '../kernel/instant.ts';
import { SLOT_MS } from '../kernel/slot.ts';
import { linksOf, originOf } from './chain.ts';
import type { Flaw, Subject } from './finding.ts';

const SLOT_MIN = SLOT_MS / MINUTE;
const DAY_MIN = DAY / MINUTE;

/** V4: one origin for every clock: slots, ticks and delays are multiples of each other, and ticks divide the day. */
export function ticksAlign({ policy }: Subject): Flaw[] {
  const { clock } = policy;
  const flaws: Flaw[] = [];
  const multiple = (path: string, value: number, of: number) => {
    if (value % of !== 0) flaws.push({ path, reason: `${value} min is not a multiple of ${of} min` });
  };
  if (clock.slot_min !== SLOT_MIN) {
    flaws.push({ path: 'clock.slot_min', reason: `a slot is ${SLOT_MIN} min (PRV-14)` });
  }
  multiple('clock.seal_after_min', clock.seal_after_min, SLOT_MIN);
  multiple('clock.coverage_tick_min', clock.coverage_tick_min, SLOT_MIN);
  multiple('clock.coverage_tick_min', clock.coverage_tick_min, clock.capacity_tick_min);
  for (const tick of ['coverage_tick_min', 'capacity_tick_min'] as const) {
    if (DAY_MIN % clock[tick] !== 0) {
      flaws.push({ path: `clock.${tick}`, reason: 'the ticks of two days would not fall at the same hours' });
    }
  }
  const links = linksOf(policy);
  for (const link of links) {
    if (link.area) multiple(`${link.path}.delay_min`, link.area.delayMin, clock.coverage_tick_min);
    if (link.tickMin === null) continue;
    multiple(`${link.path}.tick_min`, link.tickMin, clock.capacity_tick_min);
    const origin = originOf(link, links, policy);
    if (typeof origin === 'object' && origin.tickMin !== null) {
      multiple(`${link.path}.tick_min`, link.tickMin, origin.tickMin);
    }
  }
  return flaws;
}

/** V14: what was published is never corrected, and a pass that comes late changes no published set. */
export function sealsAreFinal({ policy: { coverage } }: Subject): Flaw[] {
  return [
    ...(coverage.corrections === 'never'
      ? []
      : [{ path: 'coverage.corrections', reason: `${coverage.corrections}: a seal is for ever (PRV-15)` }]),
    ...(coverage.late === 'ignore'
      ? []
      : [{ path: 'coverage.late', reason: `${coverage.late}: a late pass reaches the leads only (PRV-15)` }]),
  ];
}

/** V17: all coverage has one window, the half-day, and one tick: two of either are two views of one fact to subtract. */
export function coverageHasOneWindow({ policy }: Subject): Flaw[] {
  const { coverage, clock, roles } = policy;
  const own = Object.entries(roles).flatMap(([role, views]) =>
    (['surface', 'underground'] as const).flatMap((dimension): Flaw[] => {
      const view = views[dimension];
      if (typeof view !== 'object' || !('kind' in view) || view.kind !== 'coverage') return [];
      const path = `roles.${role}.${dimension}`;
      const flaws: Flaw[] = [];
      if (view.window !== undefined && view.window !== coverage.window) {
        flaws.push({
          path: `${path}.window`,
          reason: `${view.window}: all coverage is by ${coverage.window}`,
        });
      }
      if (view.tick_min !== undefined && view.tick_min !== clock.coverage_tick_min) {
        const reason = `${view.tick_min} min: all coverage changes every ${clock.coverage_tick_min} min`;
        flaws.push({ path: `${path}.tick_min`, reason });
      }
      return flaws;
    }),
  );
  if (coverage.window === 'half_day') return own;
  const reason = `${coverage.window}: coverage is by half-day, as the duty it measures (PRV-16)`;
  return [{ path: 'coverage.window', reason }, ...own];
}
