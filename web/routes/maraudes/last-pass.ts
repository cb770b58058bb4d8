import type { LeadPass } from '#shared/view/lead';

/** The latest half-hour in which someone passed, as one fact. */
export type LastPass = Pick<LeadPass, 'slot' | 'people' | 'needs' | 'late'>;

const CLASSES = ['0-4', '5-9', '10-19', '20+'] as const satisfies readonly LeadPass['people'][];

/**
 * The last pass of an area, or null. Two passes in the same half-hour are one line: the larger class, both needs;
 * classes are never added (UX 1.8). It is late only if every one of them was.
 */
export function lastPass(passes: readonly LeadPass[]): LastPass | null {
  let last: LastPass | null = null;
  for (const pass of passes) {
    if (last === null || pass.slot > last.slot) last = pass;
    else if (pass.slot === last.slot) {
      const larger: LeadPass['people'] =
        CLASSES.indexOf(pass.people) > CLASSES.indexOf(last.people) ? pass.people : last.people;
      last = {
        slot: pass.slot,
        people: larger,
        needs: [...new Set([...last.needs, ...pass.needs])],
        late: last.late && pass.late,
      };
    }
  }
  return last;
}
