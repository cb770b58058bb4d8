import { randomIds } from '#server/ports/ids';
import { Released } from '#server/release/released';
import { releaseView } from '#server/release/release';
import type { ViewKey } from '#server/release/views';
import type { DeclarePass } from '#shared/domain/pass/commands';
import { CODE_ALPHABET, type AdmissionCode, type CommandId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { Revision } from '#shared/view/revision';
import type { DurableCommand } from '#server/commands/decide';
import { seededRandom } from '../contract/append-plan.ts';
import { openCore, type Core } from '../support/core.ts';
import { bed, commandId, paris, pass, space, station, zone } from '../support/said.ts';
import { territory } from '../support/served-app.ts';

/** One command of a simulated day, and the moment it is sent. */
export type Act = { at: Instant; id: CommandId; command: DurableCommand };
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
  const add = (at: Instant, command: DurableCommand) => {
    count += 1;
    acts.push({ at, id: commandId(count), command });
    return commandId(count);
  };
  for (const { id } of territory.services.restSpaces) {
    add(paris('07:05'), { type: 'OpenRestSpace', space: id, regime: 'jour' });
  }
  for (const id of ['lit-1', 'lit-2']) add(paris('07:05'), { type: 'InstallBed', bed: bed(id) });
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
      add(at, { type, space: space(one(['ER-1', 'ER-2', 'ER-3'])) });
    } else {
      add(at, { type: 'RequestAdmission', origin: 'maraude', needs: [], requestedAt: at });
    }
  }
  return acts;
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
      for (const { id, command } of acts.filter(({ at }) => at === moment)) {
        const { outcome } = await core.send(command, id);
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
