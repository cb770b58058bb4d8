import { changedAfterSeal, tooSoon, unchained } from './attacks/chain-breaks.ts';
import { ATTACKERS } from './attacks/knowledge.ts';
import { locate } from './attacks/locate.ts';
import { recoverPasses, type ExtraSaid } from './attacks/recover.ts';
import { learnHabits, movesOf, relink, relinked, stepsOf } from './attacks/relink.ts';
import { controlOfTwins, insensitive, pivotal } from './attacks/twins.ts';
import { undergroundLift } from './attacks/underground.ts';
import { useOf } from './attacks/use.ts';
import { centreOf, type Point } from './city.ts';
import { areaOf, feedOf, type FeedRole } from './feed.ts';
import { worse, type Gate, type Limit, type Unit } from './gate.ts';
import { atMost, byTeams, LIMITS, NONE, REPORTED, type AttackId, type Effort } from './limits.ts';
import { exact, ratio, type Measure } from './stats.ts';
import type { Study } from './study.ts';

/** Everything measured on recorded nights of one number of teams, the worse of the two priors in each row. */
export function assessNights(
  studies: readonly Study[],
  wanted: ReadonlySet<AttackId>,
  effort: Effort,
  extra?: ExtraSaid,
): Gate[] {
  const byPrior = studies.map((study) => gatesOf(study, wanted, effort, extra));
  const [first = [], ...others] = byPrior;
  return first.map((gate, row) => others.reduce((worst, gates) => worse(worst, gates[row] ?? worst), gate));
}

function gatesOf(study: Study, wanted: ReadonlySet<AttackId>, effort: Effort, extra?: ExtraSaid): Gate[] {
  const { teams, prior } = study;
  const gates: Gate[] = [];
  const add = (
    id: AttackId | 'twin',
    attack: string,
    roles: string,
    measured: Measure,
    limit: Limit,
    unit: Unit,
    baseline: number | null = null,
  ) => gates.push({ id, attack, roles, teams, prior, measured, baseline, limit, unit });

  if (wanted.has('T1')) {
    for (const attacker of ATTACKERS) {
      const located = locate(study, attacker);
      // Who knows a team's truth is the insider of T13: said, and no gate of this phase.
      const gated = (limit: Limit) => (attacker.own === null ? limit : REPORTED);
      const best = located.walk.high > located.table.high ? located.walk : located.table;
      add(
        'T1',
        'localise now: advantage at 300 m',
        attacker.name,
        best,
        gated(atMost(LIMITS.advantage)),
        'points',
        located.baseline.value,
      );
      add(
        'T1',
        'lift of P(team near) by a set cell',
        attacker.name,
        located.lift,
        gated(atMost(LIMITS.lift)),
        'ratio',
        1,
      );
      add(
        'T1',
        'lift on newly set cells',
        attacker.name,
        located.freshLift,
        gated(atMost(LIMITS.freshLift)),
        'ratio',
        1,
      );
    }
  }
  if (wanted.has('T1')) {
    for (const role of ['ratp', 'wall'] as const) {
      const lift = undergroundLift(study, role);
      add('T1', 'lift on newly set cells, underground', role, lift, atMost(LIMITS.freshLift), 'ratio', 1);
    }
  }
  if (wanted.has('T3')) {
    const mobile = atMost(byTeams(teams, 0.25, 0.32, 0.4));
    const sectors = atMost(byTeams(teams, 0.08, 0.11, 0.14));
    add('T3', 'relinked moves (zones)', 'mobile', relinkedMoves(study, 'mobile', 'zones'), mobile, 'percent');
    add(
      'T3',
      'relinked moves (sectors)',
      'hospital',
      relinkedMoves(study, 'hospital', 'sectors'),
      sectors,
      'percent',
    );
    add(
      'T3',
      'relinked moves (sectors)',
      'wall',
      relinkedMoves(study, 'wall', 'sectors'),
      sectors,
      'percent',
    );
  }
  if (wanted.has('T4')) {
    const { recovered, narrowed } = recoverPasses(study, extra);
    add('T4', 'passes of a set cell recovered', 'all but leads', exact(recovered), NONE, 'count');
    add('T4', 'passes of a set cell narrowed', 'all but leads', exact(narrowed), NONE, 'count');
  }
  if (wanted.has('T5')) {
    add('T5', 'cells changed after the seal', 'mobile, ratp', exact(changedAfterSeal(study)), NONE, 'count');
  }
  if (wanted.has('T6')) {
    const { differing } = unchained(study);
    add('T6', 'frames that are not f(stronger)', 'hospital, wall', exact(differing), NONE, 'count');
  }
  if (wanted.has('T6')) {
    add('T6', 'frames sooner than the policy says', 'all but leads', exact(tooSoon(study)), NONE, 'count');
  }
  if (wanted.has('T7')) {
    const { differing } = insensitive(study, effort.fullTwins);
    add('T7', 'twin runs, class, need, minute: bytes', 'all but leads', exact(differing), NONE, 'count');
  }
  if (wanted.has('T8')) {
    const shares = pivotal(study, effort.twinPasses);
    const sectors = atMost(byTeams(teams, 0.2, 0.25, 0.3));
    add(
      'T8',
      'one pass changes a byte',
      'mobile',
      ratio(shares.mobile),
      atMost(byTeams(teams, 0.42, 0.5, 0.56)),
      'percent',
    );
    add('T8', 'one pass changes a byte', 'hospital', ratio(shares.hospital), sectors, 'percent');
    add('T8', 'one pass changes a byte', 'wall', ratio(shares.wall), sectors, 'percent');
    add('T8', 'one pass underground changes a byte', 'ratp', ratio(shares.ratp), REPORTED, 'percent');
    if (study.build.declaredOn === 'departure') {
      add(
        'twin',
        'control: recordings that twins do not match',
        '',
        exact(controlOfTwins(study, effort.fullTwins)),
        NONE,
        'count',
      );
    }
  }
  if (wanted.has('T10') || wanted.has('use')) {
    const used = useOf(study);
    // One figure is given for each, of the usual six teams: thinner nights are said, not judged.
    const usual = (limit: Limit) => (teams >= 6 ? limit : REPORTED);
    add('T10', 'wall cells fed by one team only', 'wall', ratio(used.oneTeam), REPORTED, 'percent');
    add(
      'use',
      'sector-ticks shown as a gap',
      'wall',
      ratio(used.gaps),
      usual({ kind: 'between', ...LIMITS.gaps }),
      'percent',
    );
    add('use', 'cells shown visited where nobody was', 'wall', exact(used.falseCovered), NONE, 'count');
    add(
      'use',
      'false gaps (late passes)',
      'wall',
      ratio(used.falseGaps),
      atMost(LIMITS.falseGaps),
      'percent',
    );
  }
  return gates;
}

/** Each half of the nights is attacked with the habits learnt on the other. A move is from one halt to the next. */
function relinkedMoves(study: Study, role: FeedRole, partition: 'zones' | 'sectors'): Measure {
  const area = areaOf(partition, study.ground.places);
  const zones = study.recorded[0]?.night.world.ground ?? [];
  const centres = new Map<string, Point>(
    [...Map.groupBy(zones, ({ id }) => area(id) ?? '')].map(([name, members]) => [
      name,
      centreOf(members.flatMap(({ cells }) => cells)),
    ]),
  );
  const habits = [0, 1].map((half) =>
    learnHabits(
      study.recorded.filter((_, index) => index % 2 === half).map(({ night }) => night),
      area,
    ),
  );
  return ratio(
    study.recorded.map(({ night, releases }, index) => {
      const links = relink(feedOf(role, releases), habits[1 - (index % 2)] ?? new Map(), centres);
      return { num: relinked(movesOf(night.visits, area), links), den: stepsOf(night.visits) };
    }),
  );
}
