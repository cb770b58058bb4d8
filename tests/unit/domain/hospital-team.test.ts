import { describe, expect, test } from 'vitest';
import { decideHospitalTeam, type HospitalTeamContext } from '#shared/domain/hospital-team/decide';
import type { HospitalTeamEvent } from '#shared/domain/hospital-team/events';
import { evolveHospitalTeam } from '#shared/domain/hospital-team/evolve';
import { initialHospitalTeam, OUTING_KEPT_MS } from '#shared/domain/hospital-team/state';
import { plus } from '#shared/kernel/instant';
import { shiftEnd } from '#shared/territory/shifts';
import { commandId, hospitalTeam as teamId, paris, slotAt, team } from '../../support/said.ts';
import { givenFor } from '../../support/given.ts';
import { territory } from '../../support/served-app.ts';

const now = paris('15:20');
const before = paris('14:30');
const hospitalTeam = teamId('EMH-1');
const outing = commandId(1);
const context: HospitalTeamContext = {
  id: outing,
  now,
  hospitalTeam,
  hospitalTeams: new Set(['EMH-1', 'EMH-2']),
  filedBy: team('T3'),
  shiftEnd: paris('21:00'),
};
const given = givenFor(
  { decide: decideHospitalTeam, evolve: evolveHospitalTeam, initial: initialHospitalTeam },
  context,
);

const set = (availability: 'disponible' | 'en-sortie' | 'indisponible'): HospitalTeamEvent => ({
  type: 'HospitalTeamSet',
  hospitalTeam,
  at: before,
  availability,
  next: null,
});
const asked: HospitalTeamEvent = {
  type: 'JointOutingAsked',
  hospitalTeam,
  outing,
  at: before,
  answerBy: paris('21:00'),
  askedBy: team('T3'),
};
const of = { hospitalTeam, outing, at: before };
const accepted: HospitalTeamEvent = { type: 'JointOutingAccepted', ...of };
const refused: HospitalTeamEvent = { type: 'JointOutingRefused', ...of, reason: 'effectif' };
const done: HospitalTeamEvent = { type: 'JointOutingCompleted', ...of };
const withdrawn: HospitalTeamEvent = { type: 'JointOutingWithdrawn', ...of };

describe('a hospital mobile team', () => {
  test('[EMH-1] says whether it may be asked, and from which half-hour on', () => {
    const next = slotAt('18:00');
    const said = given().when({ type: 'SetHospitalTeam', hospitalTeam, availability: 'en-sortie', next });
    said.then({ type: 'HospitalTeamSet', hospitalTeam, at: now, availability: 'en-sortie', next });
    expect(said.thenState().report).toEqual({ availability: 'en-sortie', next, saidAt: now });
  });

  test('[EMH-1] is never heard of before it has said so', () => {
    expect(given().state.report).toBeNull();
  });

  test('[EMH-2] one that is not in the territory is refused', () => {
    const elsewhere = { hospitalTeam: teamId('EMH-9') };
    given()
      .when({ type: 'AskJointOuting', ...elsewhere }, elsewhere)
      .thenRefused('HospitalTeamUnknown');
  });
});

describe('a joint outing', () => {
  test('[EMH-3, PRV-61] is asked of one team: no place, no person, an answer owed by the end of the shift', () => {
    given()
      .when({ type: 'AskJointOuting', hospitalTeam })
      .then({
        type: 'JointOutingAsked',
        hospitalTeam,
        outing,
        at: now,
        answerBy: paris('21:00'),
        askedBy: team('T3'),
      });
  });

  test('[EMH-3] a shift ends at the next relève of the pack, on the wall clock', () => {
    const { rhythm } = territory;
    expect(shiftEnd(rhythm, paris('13:59'))).toBe(paris('14:00'));
    expect(shiftEnd(rhythm, paris('14:00'))).toBe(paris('21:00'));
    expect(shiftEnd(rhythm, paris('23:30'))).toBe(paris('07:00', '2026-11-22'));
    // The night of October has an hour more.
    expect(shiftEnd(rhythm, paris('22:30', '2026-10-24'))).toBe(paris('07:00', '2026-10-25'));
  });

  test('[EMH-4] is not asked of a team that is unavailable', () => {
    given(set('indisponible'))
      .when({ type: 'AskJointOuting', hospitalTeam })
      .thenRefused('HospitalTeamUnavailable');
  });

  test('[EMH-4] may be asked of a team that is out, or of which nothing is known', () => {
    for (const past of [[], [set('disponible')], [set('en-sortie')]]) {
      const after = given(...past)
        .when({ type: 'AskJointOuting', hospitalTeam })
        .thenState();
      expect(after.outings.get(outing)?.step).toBe('demandee');
    }
  });

  test('[EMH-5] is accepted, then done', () => {
    given(asked)
      .when({ type: 'AcceptJointOuting', outing })
      .then({ type: 'JointOutingAccepted', hospitalTeam, outing, at: now });
    given(asked, accepted)
      .when({ type: 'CompleteJointOuting', outing })
      .then({ type: 'JointOutingCompleted', hospitalTeam, outing, at: now });
  });

  test('[EMH-5] or refused, with a coded reason', () => {
    given(asked)
      .when({ type: 'RefuseJointOuting', outing, reason: 'deja-en-sortie' })
      .then({ type: 'JointOutingRefused', hospitalTeam, outing, at: now, reason: 'deja-en-sortie' });
  });

  test('[EMH-5] an answer that comes after the shift is still taken', () => {
    const late = { now: plus(paris('21:00'), 1) };
    const after = given(asked).when({ type: 'AcceptJointOuting', outing }, late).thenState();
    expect(after.outings.get(outing)?.step).toBe('acceptee');
  });

  test.each([
    ['accepted twice', [asked, accepted], 'AcceptJointOuting'],
    ['accepted once refused', [asked, refused], 'AcceptJointOuting'],
    ['done before it is accepted', [asked], 'CompleteJointOuting'],
    ['done twice', [asked, accepted, done], 'CompleteJointOuting'],
    ['withdrawn once done', [asked, accepted, done], 'WithdrawJointOuting'],
    ['withdrawn once refused', [asked, refused], 'WithdrawJointOuting'],
    ['accepted once withdrawn', [asked, withdrawn], 'AcceptJointOuting'],
  ] as const)('[EMH-6] is not %s', (_what, past, type) => {
    given(...past)
      .when({ type, outing })
      .thenRefused('OutingStepOutOfOrder');
  });

  test('[EMH-6] that is not known is refused', () => {
    for (const type of ['AcceptJointOuting', 'CompleteJointOuting', 'WithdrawJointOuting'] as const) {
      given().when({ type, outing }).thenRefused('OutingUnknown');
    }
  });

  test('[EMH-7] is withdrawn by the team that asked for it, asked or accepted', () => {
    for (const past of [[asked], [asked, accepted]]) {
      given(...past)
        .when({ type: 'WithdrawJointOuting', outing })
        .then({ type: 'JointOutingWithdrawn', hospitalTeam, outing, at: now });
    }
  });

  test('[EMH-7] is withdrawn by a lead too; to another team it does not exist', () => {
    const step = (filedBy: HospitalTeamContext['filedBy']) =>
      given(asked).when({ type: 'WithdrawJointOuting', outing }, { filedBy });
    step('lead').then({ type: 'JointOutingWithdrawn', hospitalTeam, outing, at: now });
    step(team('T4')).thenRefused('OutingUnknown');
  });
});

describe('hour after hour', () => {
  const carriedAt = (at: typeof now, ...past: HospitalTeamEvent[]) => {
    const { report } = given(...past).state;
    return { type: 'HospitalTeamCarried', hospitalTeam, at, report } as const;
  };

  test.each([
    ['that ended', [asked, refused]],
    ['that nobody ended', [asked, accepted]],
    ['that nobody answered', [asked]],
  ] as const)('[EMH-9] an outing %s is told of for a day, and no longer', (_what, past) => {
    const day = plus(before, OUTING_KEPT_MS);
    expect(given(...past, carriedAt(day, ...past)).state.outings.has(outing)).toBe(true);
    expect(given(...past, carriedAt(plus(day, 1), ...past)).state.outings.size).toBe(0);
  });

  test('[EMH-10] an outing is in no restated fact: nothing names it longer than its own last', () => {
    expect(JSON.stringify(carriedAt(now, asked, accepted))).not.toContain(outing);
  });

  test('[EMH-10, ERA-6] the team is the same without its history, and its outings stay while it has them', () => {
    const past = [set('en-sortie'), asked, accepted];
    const carried = carriedAt(now, ...past);
    expect(given(carried).state.report).toEqual(given(...past).state.report);
    expect(given(...past, carried).state).toEqual(given(...past).state);
  });
});
