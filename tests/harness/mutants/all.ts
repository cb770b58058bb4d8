import { PERMISSIONS } from '#shared/access/permissions';
import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { assessNights } from '../assess-nights.ts';
import { assessServices } from '../assess-services.ts';
import type { ExtraSaid } from '../attacks/recover.ts';
import { shippedClasses, type Classes } from '../attacks/services.ts';
import { releasesFrom } from '../chain.ts';
import type { AttackId } from '../limits.ts';
import { studiesOf, type Build, type Engine } from '../study.ts';
import { answer, answersOf, EFFORT, SIZE, type Answer, type Mutant } from './answer.ts';
import {
  wallGrantedMore,
  linterStops,
  messageOf,
  messageRefused,
  passHasMore,
  policyRefused,
  wallFrameStopped,
} from './border.ts';
import {
  appliesLatePasses,
  classForHospital,
  correctsAfterSeal,
  pushOnEvent,
  revisionIsPosition,
  sectorsByParents,
  wallFromPasses,
  windowOfOneSlot,
} from './engines.ts';
import { withoutDelay, withPartition, withShare } from './policies.ts';
import { appendsOf, jitteredPoint, wallBedsOffTick } from './probes.ts';

/** Every mutant of PRIVACY 14 (phase 1) whose mechanism is here, with the gates it must turn red. */
export function mutantsOf(territory: Territory, policy: Policy, seed: number, size = SIZE): Mutant[] {
  const shipped: Build = { policy, declaredOn: 'departure', record: releasesFrom, twin: releasesFrom };
  const known = new Map<string, readonly Answer[]>();
  /** The attacks on nights of a build; the shipped one is measured once for each set of attacks. */
  const attack = (build: Build, ids: readonly AttackId[], extra?: ExtraSaid): readonly Answer[] => {
    const key = build === shipped && !extra ? ids.join() : null;
    const before = key === null ? undefined : known.get(key);
    if (before) return before;
    const studies = studiesOf(territory, build, { ...size, seed });
    const answers = answersOf(assessNights(studies, new Set(ids), EFFORT, extra), ids);
    if (key !== null) known.set(key, answers);
    return answers;
  };
  const engine = (
    id: string,
    breaks: string,
    broken: Engine,
    ids: readonly AttackId[],
    others: () => Answer[] = () => [],
  ): Mutant => ({
    id,
    breaks,
    ask: (isBroken) => [
      ...attack(isBroken ? { ...shipped, record: broken, twin: broken } : shipped, ids),
      ...(isBroken ? others() : []),
    ],
  });
  const border = (
    id: string,
    breaks: string,
    ...gates: (readonly [gate: string, stops: (isBroken: boolean) => boolean])[]
  ): Mutant => ({
    id,
    breaks,
    ask: (isBroken) => gates.map(([gate, stops]) => answer(gate, stops(isBroken))),
  });
  const linted = (invariant: Parameters<typeof linterStops>[0], broken: unknown) =>
    answer(invariant, linterStops(invariant, territory, broken));
  const early = withoutDelay(policy);
  const totals: ExtraSaid = ({ night }) =>
    [
      ...Map.groupBy(
        night.visits.filter(({ spot }) => spot),
        ({ place, window }) => `${night.date} ${window} ${place.id}`,
      ),
    ].map(([cell, visits]) => ({ of: [cell], min: visits.length, max: visits.length }));
  const aPass = {
    id: '0f8fad5b-d9cb-469f-a165-70867728950e',
    command: {
      type: 'WithdrawPass',
      pass: '0f8fad5b-d9cb-469f-a165-70867728950e',
      slot: '2026-01-05T10:00Z',
    },
  };
  const aRequest = {
    id: aPass.id,
    command: {
      type: 'RequestAdmission',
      origin: 'maraude',
      needs: [],
      requestedAt: '2026-01-05T10:00:00.000Z',
    },
  };

  return [
    engine('M1', 'a push on each pass', pushOnEvent, ['T1', 'T8']),
    {
      id: 'M2',
      breaks: 'arrival declared, not departure',
      ask: (isBroken) => [
        answer(
          'PRV-5',
          isBroken && policyRefused({ ...policy, capture: { ...policy.capture, declare_on: 'arrival' } }),
        ),
        ...attack(isBroken ? { ...shipped, declaredOn: 'arrival' } : shipped, ['T1']),
      ],
    },
    border('M3', 'a team in a wall frame', [
      'PRV-41',
      (isBroken) => wallFrameStopped(territory, isBroken ? { team: 'T1' } : {}),
    ]),
    {
      id: 'M4',
      breaks: 'zone totals beside classes',
      ask: (isBroken) => [
        ...attack(shipped, ['T4'], isBroken ? totals : undefined),
        answer('V10', linterStops('V10', territory, policy, isBroken ? messageOf.zoneWithTotal : undefined)),
      ],
    },
    engine('M5', 'a correction after the seal', correctsAfterSeal, ['T5'], () => [
      linted('V14', { ...policy, coverage: { ...policy.coverage, corrections: 'allowed' } }),
    ]),
    engine('M6', 'H3 parents as sectors', sectorsByParents, ['T6'], () => [
      linted('V2', withPartition(policy, 'h3_parents')),
    ]),
    {
      id: 'M7',
      breaks: 'a jittered point in the frame',
      ask: (isBroken) => [
        ...(isBroken
          ? [jitteredPoint(territory, seed)]
          : answersOf(assessServices(territory, policy, seed, new Set(['T2']), EFFORT), ['T2'])),
        answer('V10', linterStops('V10', territory, policy, isBroken ? messageOf.pointOfSector : undefined)),
      ],
    },
    engine('M8', 'the wall from raw passes', wallFromPasses, ['T6']),
    engine('M9', 'class in the hospital feed', classForHospital, ['T7']),
    {
      id: 'M10',
      breaks: 'occupancy for free classes',
      ask: (isBroken) => {
        const exactly: Classes = (present) => ({ hospital: String(present), wall: String(present) });
        const classes = isBroken ? exactly : shippedClasses(policy);
        return answersOf(assessServices(territory, policy, seed, new Set(['T9']), EFFORT, classes), ['T9']);
      },
    },
    border('M11', 'ids that hold a time (ULID)', [
      'PRV-9',
      (isBroken) => messageRefused(isBroken ? { ...aPass, id: '01JDXV3F9Q8W7K6T5R4E3W2Q1Z' } : aPass),
    ]),
    {
      id: 'M15',
      breaks: 'no delay for mobile and hospital',
      ask: (isBroken) => [
        answer('V3', linterStops('V3', territory, isBroken ? early : policy)),
        ...attack(isBroken ? { ...shipped, policy: early } : shipped, ['T1']),
      ],
    },
    engine('M16', 'a window of one half-hour', windowOfOneSlot, ['T3', 'T8']),
    engine('M19', 'a late pass applied', appliesLatePasses, ['T5']),
    border('M20', 'the lead channel for a wall credential', [
      'PRV-41',
      (isBroken) => wallGrantedMore(isBroken ? 'lead' : PERMISSIONS.wall.view),
    ]),
    engine('M21', 'log position as revision', revisionIsPosition, ['T8'], () => [
      answer('V21', linterStops('V21', territory, policy, messageOf.numberedByLog)),
    ]),
    border('M22', 'a request with a zone', [
      'PRV-30',
      (isBroken) =>
        messageRefused(
          isBroken ? { ...aRequest, command: { ...aRequest.command, zone: 'z-chapelle' } } : aRequest,
        ),
    ]),
    border('M23', 'an account beside a pass', [
      'PRV-50',
      (isBroken) => passHasMore(appendsOf(territory, policy, seed, isBroken)),
    ]),
    {
      id: 'M25',
      breaks: 'wall beds live',
      ask: (isBroken) => [wallBedsOffTick(territory, policy, seed, isBroken)],
    },
    border(
      'M26',
      'a daily share',
      ['V22', (isBroken) => linterStops('V22', territory, isBroken ? withShare(policy) : policy)],
      ['form', (isBroken) => policyRefused(isBroken ? withShare(policy) : policy)],
    ),
  ];
}
