import { flowOf } from '#server/demo/law/rest-space-flow';
import { restSpaceIntentions } from '#server/demo/law/rest-space';
import type { RestSpaceIntention } from '#server/demo/law/intention';
import { randomOf, type Random } from '#server/demo/law/random';
import { bandForHospital, bandForWall } from '#server/release/bands';
import type { DurableCommand } from '#server/commands/decide';
import type { LogEvent } from '#server/commands/event';
import { assertNever } from '#shared/kernel/assert-never';
import type { AdmissionCode, BedId, CommandId } from '#shared/kernel/ids';
import { DAY, HOUR, instantAt, MINUTE, type Instant } from '#shared/kernel/instant';
import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { runProduct, type Message, type Recording } from '../product.ts';
import type { Tally } from '../stats.ts';
import { differingBytes } from './twins.ts';

/** The words two audiences read for one count. Mutants put theirs here. */
export type Classes = (
  present: number,
  limit: number,
) => { readonly hospital: string; readonly wall: string };

export function shippedClasses(policy: Policy): Classes {
  return (present, limit) => {
    const hospital = bandForHospital({ kind: 'ouvert', present, declaredFull: false }, limit, policy);
    return { hospital, wall: bandForWall(hospital, limit, policy) };
  };
}

/** T9. Of the arrivals of simulated days, those that change the class of their rest space, by day. */
export function arrivalsThatShow(
  territory: Territory,
  classes: Classes,
  seed: number,
  days: number,
): { hospital: Tally; wall: Tally } {
  const from = Date.UTC(2026, 2, 2, 6);
  const hospital: { num: number; den: number }[] = Array.from({ length: days }, () => ({ num: 0, den: 0 }));
  const wall = hospital.map((each) => ({ ...each }));
  for (const space of territory.services.restSpaces) {
    let present = 0;
    let limit = space.jaugeJour.value;
    const options = { from: instantAt(from), everyNightIsHard: false };
    for (const intention of restSpaceIntentions(seed, territory, space, flowOf(space, 'base'), options)) {
      const day = Math.floor((Date.parse(intention.at) - from) / DAY);
      const onHospital = hospital[day];
      const onWall = wall[day];
      if (!onHospital || !onWall) break;
      if (intention.kind === 'space-recounted') present = intention.present;
      if (intention.kind === 'person-left') present = Math.max(0, present - 1);
      if (intention.kind === 'regime-switched' || intention.kind === 'space-opened') {
        limit = intention.regime === 'jour' ? space.jaugeJour.value : space.jaugeNuit.value;
      }
      if (intention.kind !== 'person-entered') continue;
      const before = classes(present, limit);
      present += 1;
      const after = classes(present, limit);
      onHospital.den += 1;
      onWall.den += 1;
      if (before.hospital !== after.hospital) onHospital.num += 1;
      if (before.wall !== after.wall) onWall.num += 1;
    }
  }
  return { hospital, wall };
}

/** Bytes that one admission request, and then its admission, change of what a wall and the transport operator receive. */
export type RequestShows = {
  readonly wallUnderSixHours: number;
  readonly ratp: number;
  readonly wallOverSixHours: number;
  readonly wallOnAdmission: number;
  readonly runs: number;
};

/** Twin runs of a day of rest spaces and ward, with and without one request, at minute pace. */
export function requestsThatShow(
  territory: Territory,
  policy: Policy,
  seed: number,
  runs: number,
  record: typeof runProduct = runProduct,
): RequestShows {
  const sums = { wallUnderSixHours: 0, ratp: 0, wallOverSixHours: 0, wallOnAdmission: 0 };
  for (let run = 0; run < runs; run += 1) {
    const random = randomOf(seed, 'requests', run);
    const from = Date.UTC(2026, 2, 2 + run, 6);
    const span = { from, to: from + 12 * HOUR, pace: 'minutes' as const, isWatched: true };
    const day = dayOfServices(territory, random, seed + run, span);
    const at = from + 30 * MINUTE + Math.floor(random() * 3 * HOUR);
    const asked: Message = { id: idOf(random), at: at + 1, command: request(instantAt(at)) };
    const before = record(territory, policy, day, span);
    const after = record(territory, policy, inOrder([...day, asked]), span);
    const wall = (recording: Recording, until: number) =>
      JSON.stringify(recording.frames.filter(({ view, at: left }) => view === 'wall' && left < until));
    const ratp = ({ frames }: Recording) => JSON.stringify(frames.filter(({ view }) => view === 'ratp'));
    sums.wallUnderSixHours += differingBytes(wall(before, at + 6 * HOUR), wall(after, at + 6 * HOUR));
    sums.wallOverSixHours += differingBytes(wall(before, span.to), wall(after, span.to)) > 0 ? 1 : 0;
    sums.ratp += differingBytes(ratp(before), ratp(after));
    // The whole course: seen, assessed, a bed held, admitted two hours later.
    const code = codeOf(after);
    const bed = territory.services.ward.beds.value[0] ?? ('lit-1' as BedId);
    const course: DurableCommand[] = [
      { type: 'AcknowledgeRequest', code },
      { type: 'AssessRequest', code },
      { type: 'ReserveBed', code, bed },
      { type: 'AdmitPerson', code },
    ];
    const admitted = record(
      territory,
      policy,
      inOrder([
        ...day,
        asked,
        ...course.map((command, i): Message => ({
          id: idOf(random),
          at: at + (i + 1) * 30 * MINUTE,
          command,
        })),
      ]),
      span,
    );
    sums.wallOnAdmission +=
      differingBytes(wall(after, at + 6 * HOUR), wall(admitted, at + 6 * HOUR)) > 0 ? 1 : 0;
  }
  return { ...sums, runs };
}

/** The code the server drew for the one request of this run. */
function codeOf({ appends }: Recording): AdmissionCode {
  const events = appends.flatMap((append) => append.events.map(({ event }) => event as LogEvent));
  const asked = events.find((event) => event.type === 'AdmissionRequested');
  if (!asked) throw new Error('the request was not taken');
  return asked.code;
}

function request(requestedAt: Instant): DurableCommand {
  return { type: 'RequestAdmission', origin: 'maraude', needs: ['bilan'], requestedAt };
}

/** A day of rest spaces by the law of the demonstration, and a ward with three free beds. */
export function dayOfServices(
  territory: Territory,
  random: Random,
  seed: number,
  { from, to }: { from: number; to: number },
): Message[] {
  const beds = territory.services.ward.beds.value.slice(0, 3);
  const messages: Message[] = beds.map((bed, i) => ({
    id: idOf(random),
    at: from + 1 + i,
    command: { type: 'InstallBed', bed, surge: false },
  }));
  messages.push({ id: idOf(random), at: from + 10, command: { type: 'ConfirmWard' } });
  for (const space of territory.services.restSpaces) {
    const options = { from: instantAt(from), everyNightIsHard: false };
    for (const intention of restSpaceIntentions(seed, territory, space, flowOf(space, 'base'), options)) {
      const at = Date.parse(intention.at);
      if (at >= to) break;
      const command = commandOf(intention);
      if (command) messages.push({ id: idOf(random), at: at + 20, command });
    }
  }
  return inOrder(messages);
}

function commandOf(intention: RestSpaceIntention): DurableCommand | undefined {
  const { space, at } = intention;
  switch (intention.kind) {
    case 'space-opened':
      return { type: 'OpenRestSpace', space, regime: intention.regime };
    case 'space-closed':
      return { type: 'CloseRestSpace', space, reason: 'horaires', until: intention.until };
    case 'person-entered':
      return { type: 'RecordArrival', space, seenAt: at };
    case 'person-left':
      return { type: 'RecordDeparture', space, seenAt: at };
    case 'person-turned-away':
      return undefined;
    case 'space-recounted':
      return { type: 'RecountRestSpace', space, present: intention.present, reason: intention.reason };
    case 'space-confirmed':
      return { type: 'ConfirmRestSpace', space };
    case 'regime-switched':
      return { type: 'SwitchRegime', space, regime: intention.regime };
    case 'space-declared-full':
      return { type: 'DeclareFull', space };
    case 'space-full-lifted':
      return { type: 'LiftFull', space };
    case 'service-switched':
      return { type: 'SwitchService', space, service: intention.service, on: intention.on };
    case 'day-sheet-filed':
      return { type: 'FileDaySheet', space, day: intention.day, figures: intention.figures };
    default:
      return assertNever(intention);
  }
}

function inOrder(messages: readonly Message[]): Message[] {
  return [...messages].sort((a, b) => a.at - b.at);
}

function idOf(random: Random): CommandId {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-b${hex(3)}-${hex(12)}` as CommandId;
}
