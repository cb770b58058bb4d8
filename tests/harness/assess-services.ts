import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { guess } from './attacks/guess.ts';
import { recoverOccupancy } from './attacks/recover.ts';
import { arrivalsThatShow, requestsThatShow, shippedClasses, type Classes } from './attacks/services.ts';
import { groundFor } from './chain.ts';
import { worse, type Gate, type Limit, type Unit } from './gate.ts';
import { atLeast, atMost, LIMITS, NONE, REPORTED, type AttackId, type Effort } from './limits.ts';
import { exact, ratio, type Measure } from './stats.ts';

/** Everything that needs no night: geometry, classes, requests. */
export function assessServices(
  territory: Territory,
  policy: Policy,
  seed: number,
  wanted: ReadonlySet<AttackId>,
  effort: Effort,
  classes: Classes = shippedClasses(policy),
): Gate[] {
  const gates: Gate[] = [];
  const row = { teams: null, baseline: null };
  if (wanted.has('T2')) {
    const ground = groundFor(territory, policy);
    const [zone, sector] = (['zone', 'sector'] as const).map((which) =>
      (['spread', 'domain'] as const)
        .map((prior): Gate => {
          const guessed = guess(ground, prior, seed);
          const limit = atLeast(which === 'zone' ? LIMITS.zoneError : LIMITS.sectorError);
          return {
            ...row,
            id: 'T2',
            attack: `best guess in a released ${which}, mean error`,
            roles: which === 'zone' ? 'mobile' : 'hospital, wall',
            prior,
            measured: guessed[which],
            baseline: guessed.baseline.value,
            limit,
            unit: 'metres',
          };
        })
        .reduce(worse),
    );
    if (zone && sector) gates.push(zone, sector);
  }
  const add = (id: AttackId, attack: string, roles: string, measured: Measure, limit: Limit, unit: Unit) =>
    gates.push({ ...row, id, attack, roles, prior: '', measured, limit, unit });
  if (wanted.has('T4')) {
    const { recovered, narrowed } = recoverOccupancy(policy, territory);
    add(
      'T4',
      'emptiest class under 11 counts, limits 5-60',
      'all but leads',
      exact(recovered),
      NONE,
      'count',
    );
    add('T4', 'counts narrowed by a weaker class', 'all but leads', exact(narrowed), NONE, 'count');
  }
  if (wanted.has('T9')) {
    const shown = arrivalsThatShow(territory, classes, seed, effort.restSpaceDays);
    add(
      'T9',
      'one arrival changes a rest class',
      'wall',
      ratio(shown.wall),
      atMost(LIMITS.wallClass),
      'percent',
    );
    add(
      'T9',
      'one arrival changes a rest class',
      'hospital',
      ratio(shown.hospital),
      atMost(LIMITS.hospitalClass),
      'percent',
    );
    if (effort.requestRuns > 0) {
      const { runs, ...bytes } = requestsThatShow(territory, policy, seed, effort.requestRuns);
      add('T9', 'request under 6 h: bytes', 'wall', exact(bytes.wallUnderSixHours), NONE, 'count');
      add('T9', 'any request: bytes', 'ratp', exact(bytes.ratp), NONE, 'count');
      add(
        'T9',
        'runs where a request over 6 h shows',
        'wall',
        exact(bytes.wallOverSixHours / runs),
        REPORTED,
        'percent',
      );
      add(
        'T9',
        'runs where an admission shows',
        'wall',
        exact(bytes.wallOnAdmission / runs),
        REPORTED,
        'percent',
      );
    }
  }
  return gates;
}
