import { randomIds } from '#server/ports/ids';
import { Released } from '#server/release/released';
import { releaseView } from '#server/release/release';
import type { ViewKey } from '#server/release/views';
import type { DeclarePass } from '#shared/domain/pass/commands';
import {
  CODE_ALPHABET,
  type AdmissionCode,
  type CommandId,
  type FilingPost,
  type SectorId,
  type TeamId,
  type WindowId,
} from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { Revision } from '#shared/view/revision';
import type { DurableCommand } from '#server/commands/decide';
import { seededRandom } from '../contract/append-plan.ts';
import { openCore, type Core } from '../support/core.ts';
import {
  bed,
  commandId,
  hospitalTeam as teamId,
  paris,
  pass,
  space,
  station,
  ratpPost,
  team,
  tourFigures,
  unit as unitId,
  zone,
} from '../support/said.ts';
import { territory } from '../support/served-app.ts';

/** One command of a simulated day, and the moment it is sent. */
export type Act = { at: Instant; id: CommandId; command: DurableCommand; filedBy?: FilingPost };
/** Every byte that each view was sent during a day. */
export type Day = { frames: Map<ViewKey, string[]>; outcomes: Record<string, number> };

export function framesOf(day: Day, view: ViewKey): string[] {
  return day.frames.get(view) ?? [];
}

const NEEDS = ['materiel', 'soin', 'psy', 'd2o'] as const;

/** A day drawn from a seed: passes above and under ground, doors that count, requests; some undone, some late. */
export function dayOf(seed: number): Act[] {
  const random = seededRandom(seed);
  const one = <T>(list: readonly [T, ...T[]] | readonly T[]): T =>
    list[Math.floor(random() * list.length)] as T;
  const acts: Act[] = [];
  let count = 0;
  const add = (at: Instant, command: DurableCommand, filedBy?: FilingPost) => {
    count += 1;
    acts.push({ at, id: commandId(count), command, ...(filedBy ? { filedBy } : {}) });
    return commandId(count);
  };
  for (const { id } of territory.services.restSpaces) {
    add(paris('07:05'), { type: 'OpenRestSpace', space: id, regime: 'jour' });
  }
  for (const id of ['lit-1', 'lit-2'])
    add(paris('07:05'), { type: 'InstallBed', bed: bed(id), surge: false });
  for (let at = paris('07:10'); at < paris('22:40'); at = plus(at, 7 * MINUTE)) {
    const kind = random();
    if (kind < 0.5) {
      const place =
        random() < 0.6
          ? zone(one(territory.surface.zones).id)
          : station(one(territory.underground.stations).id);
      // One in six comes from a phone that was without network: its slot is sealed, or nearly.
      const slot = slotOf(random() < 0.16 ? plus(at, -58 * MINUTE) : at);
      const id = add(at, pass(place, slot, one(['0-4', '5-9', '10-19', '20+']), [one(NEEDS)]));
      if (random() < 0.15) add(plus(at, MINUTE), { type: 'WithdrawPass', pass: id, slot });
    } else if (kind < 0.9) {
      const type = random() < 0.6 ? 'RecordArrival' : 'RecordDeparture';
      add(at, { type, space: space(one(['ER-1', 'ER-2', 'ER-3'])), seenAt: at });
    } else {
      add(at, { type: 'RequestAdmission', origin: 'maraude', needs: [], requestedAt: at });
    }
  }
  downstreamOf(add);
  dispatchOf(add);
  return acts;
}

/** What units, hospital mobile teams, housing and placements say: the same every day, drawn from nothing. */
function downstreamOf(add: (at: Instant, command: DurableCommand, filedBy?: FilingPost) => CommandId): void {
  const [unit, hospitalTeam] = [unitId('UHA-1'), teamId('EMH-1')];
  const [sending, expertSupport] = ['assore', true] as const;
  add(paris('08:30'), { type: 'ReportUnit', unit, free: 1, occupied: 10, closed: 1 });
  add(paris('08:31'), {
    type: 'ReportHousing',
    line: 'assore',
    capacity: 610,
    taken: 590,
    blocked: 9,
    exitsThisWeek: 7,
  });
  add(paris('08:32'), {
    type: 'ReportResidences',
    region: 'BRE',
    residence: 'centre-therapeutique',
    establishments: 2,
    free: 1,
    conditions: [],
  });
  add(paris('09:00'), { type: 'SetHospitalTeam', hospitalTeam, availability: 'disponible', next: null });
  const mine = add(paris('10:00'), { type: 'AskJointOuting', hospitalTeam }, team('T1'));
  const theirs = add(paris('10:01'), { type: 'AskJointOuting', hospitalTeam }, team('T2'));
  add(paris('10:20'), { type: 'AcceptJointOuting', outing: mine });
  add(paris('10:21'), { type: 'RefuseJointOuting', outing: theirs, reason: 'effectif' });
  // The last acts of the day: a code drawn here moves no code of a request.
  add(paris('22:45'), { type: 'OpenPlacement', sending, expertSupport });
  add(paris('22:46'), { type: 'ConfirmUnit', unit });
}

/** What residents and a post report, who is given it, and the tours of three teams: the same every day too. */
function dispatchOf(add: (at: Instant, command: DurableCommand, filedBy?: FilingPost) => CommandId): void {
  const [one, two, three] = ['T1', 'T2', 'T3'].map((id) => team(id)) as [TeamId, TeamId, TeamId];
  const seenAt = paris('10:05');
  const noticed = { kind: 'groupe', people: '5-9', seenAt } as const;
  for (const crew of [one, two, three]) add(paris('10:00'), { type: 'OpenMaraude', level: 'mixte' }, crew);
  const street = add(
    paris('10:05'),
    { type: 'FileReport', origin: 'riverain', place: zone('z-ourcq'), ...noticed },
    'lead',
  );
  const metro = add(
    paris('10:06'),
    { type: 'FileReport', origin: 'ratp', place: station('st-jaures'), ...noticed },
    ratpPost('RATP-1'),
  );
  add(
    paris('10:07'),
    { type: 'FileReport', origin: 'ratp', place: station('st-jaures'), ...noticed },
    'lead',
  );
  add(paris('10:15'), { type: 'AcknowledgeReport', report: street }, 'lead');
  const below = add(
    paris('10:16'),
    { type: 'GiveMission', team: one, place: station('st-jaures'), report: metro },
    'lead',
  );
  const above = add(
    paris('10:17'),
    { type: 'GiveMission', team: two, place: zone('z-ourcq'), report: street },
    'lead',
  );
  add(paris('10:20'), { type: 'TakeMission', mission: below }, one);
  add(paris('10:40'), { type: 'ReachMission', mission: below }, one);
  add(paris('10:45'), { type: 'DeclineMission', mission: above, reason: 'securite' }, two);
  add(paris('11:00'), { type: 'FinishMission', mission: below }, one);
  add(paris('11:02'), { type: 'CloseReport', report: metro, outcome: 'rencontre' }, 'lead');
  add(paris('11:05'), { type: 'RaiseAlert' }, three);
  add(paris('12:30'), { type: 'CloseMaraude' }, one);
  add(paris('12:40'), { type: 'FileTourReport', figures: tourFigures(9) }, one);
  add(
    paris('12:45'),
    {
      type: 'MarkImpossible',
      cell: {
        area: { kind: 'sector', id: 's-10' as SectorId },
        day: '2026-11-21' as LocalDate,
        window: 'matin' as WindowId,
      },
      reason: 'effectif',
    },
    'lead',
  );
}

/** The same day with nobody reporting, sent or out: nothing of it may show in what is said of coverage (PRV-37). */
export function withoutDispatch(acts: readonly Act[]): Act[] {
  const theirs: DurableCommand['type'][] = [];
  dispatchOf((_at, { type }) => (theirs.push(type), commandId(0)));
  return acts.filter(({ command }) => !theirs.includes(command.type));
}

/** Lives a day, and keeps what the gate lets out to each audience after every act and at every half-hour. */
export async function live(acts: readonly Act[]): Promise<Day> {
  let requests = 0;
  // Two days that differ elsewhere must draw the same codes: chance is not what is compared.
  const ids = { ...randomIds, admissionCode: () => codeOf((requests += 1)) };
  const core = await openCore({ start: paris('06:30'), ids });
  const day: Day = { frames: new Map(), outcomes: {} };
  const sent = new Map<ViewKey, Revision>();
  // As the publisher does: a frame leaves when its audience has something new.
  const publish = () => {
    const { views } = core.world;
    for (const view of views.keys) {
      const since = sent.get(view) ?? (0 as Revision);
      const { revision } = views.of(view);
      if (revision === since) continue;
      const frame = JSON.stringify(Released.open(releaseView(views, view, since, core.clock.now())));
      day.frames.set(view, [...framesOf(day, view), frame]);
      sent.set(view, revision);
    }
  };
  try {
    for (const moment of momentsOf(acts)) {
      await core.at(moment);
      for (const { id, command, filedBy } of acts.filter(({ at }) => at === moment)) {
        const { outcome } = await core.send(command, id, filedBy);
        day.outcomes[outcome] = (day.outcomes[outcome] ?? 0) + 1;
      }
      await settled(core);
      publish();
    }
  } finally {
    await core.stop();
  }
  return day;
}

function codeOf(number: number): AdmissionCode {
  const letters = [...CODE_ALPHABET];
  const one = (at: number) => letters[Math.floor(number / letters.length ** at) % letters.length] ?? '2';
  return [5, 4, 3, 2, 1, 0].map(one).join('') as AdmissionCode;
}

function settled(core: Core): Promise<void> {
  return core.at(core.clock.now());
}

/** The moments of the acts, and every half-hour until the next morning. */
function momentsOf(acts: readonly Act[]): Instant[] {
  const moments = new Set(acts.map(({ at }) => at));
  for (let at = paris('07:00'); at <= paris('07:00', '2026-11-22'); at = plus(at, 30 * MINUTE))
    moments.add(at);
  return [...moments].sort();
}

/** The same day with something else said in each pass. */
export function withPasses(
  acts: readonly Act[],
  change: (command: DeclarePass, index: number) => DeclarePass,
): Act[] {
  return acts.map((act, index) =>
    act.command.type === 'DeclarePass' ? { ...act, command: change(act.command, index) } : act,
  );
}
