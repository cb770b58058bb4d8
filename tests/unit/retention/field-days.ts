import type { DurableCommand } from '#server/commands/decide';
import { d2oStream } from '#server/commands/aggregates';
import { randomIds, type Ids } from '#server/ports/ids';
import type { Destination } from '#shared/domain/admission/commands';
import { isOpen } from '#shared/domain/admission/state';
import { assessmentSchema } from '#shared/domain/bed/commands';
import {
  CODE_ALPHABET,
  type AdmissionCode,
  type BedId,
  type CommandId,
  type FilingPost,
} from '#shared/kernel/ids';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { localDateOf } from '#shared/kernel/local-time';
import { slotAfter, slotOf, type Slot } from '#shared/kernel/slot';
import { seededRandom } from '../../contract/append-plan.ts';
import type { Core } from '../../support/core.ts';
import { bed, pass, request, sheet, space, station, zone } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';
import { dispatchCommand } from './dispatch-days.ts';
import { downstreamCommand } from './downstream-days.ts';

const BEDS = ['lit-1', 'lit-2', 'lit-3', 'lit-4'].map(bed);
const SPACES = ['ER-1', 'ER-2', 'ER-3'].map(space);
const DESTINATIONS = ['UHA-1', 'UHA-2', 'csapa'] as Destination[];
const POSTS = ['T3', 'T4', 'ER-1', 'hospital', 'mobile'] as FilingPost[];

/** Codes that are the same at each run. */
export function seededIds(seed: number): Ids {
  const random = seededRandom(seed);
  const letter = () => CODE_ALPHABET[Math.floor(random() * CODE_ALPHABET.length)];
  return { ...randomIds, admissionCode: () => Array.from({ length: 6 }, letter).join('') as AdmissionCode };
}

/** Days of the field, always the same for a seed: every kind of command, many of them refused. */
export class FieldDays {
  readonly #core: Core;
  readonly #random: () => number;
  /** Of their own, so that what units and placements do, or the dispatch, changes nothing of the rest. */
  readonly #aside: () => number;
  readonly #apart: () => number;
  #number = 0;
  #lastPass = { pass: '' as CommandId, slot: '2026-11-01T00:00Z' as Slot };
  /** Each command sent, when, and every code drawn: what a search may look for. */
  readonly sent: { id: CommandId; at: Instant }[] = [];

  constructor(core: Core, seed: number) {
    this.#core = core;
    this.#random = seededRandom(seed);
    this.#aside = seededRandom(seed + 1_000);
    this.#apart = seededRandom(seed + 2_000);
  }

  /** Plays until this moment, a turn each twenty minutes or so. */
  async until(end: Instant): Promise<void> {
    if (this.#number === 0)
      for (const id of BEDS) await this.#send({ type: 'InstallBed', bed: id, surge: false });
    for (;;) {
      const next = plus(this.#core.clock.now(), (15 + this.#below(25)) * MINUTE + this.#below(999));
      if (next >= end) return this.#core.at(end);
      await this.#core.at(next);
      // Together, as a burst of the network brings them: one durable group.
      await Promise.all(Array.from({ length: this.#below(6) }, () => this.#send(this.#command())));
      await this.#send(downstreamCommand(this.#core, this.#aside), this.#aside);
      const { command, filedBy } = dispatchCommand(this.#core, this.#apart);
      await this.#send(command, this.#apart, filedBy);
    }
  }

  async #send(command: DurableCommand, random = this.#random, filedBy?: FilingPost): Promise<void> {
    const id =
      `${(this.#number += 1).toString(16).padStart(8, '0')}-${this.#hex(4, random)}-4${this.#hex(3, random)}-8${this.#hex(3, random)}-${this.#hex(12, random)}` as CommandId;
    this.sent.push({ id, at: this.#core.clock.now() });
    if (command.type === 'DeclarePass') this.#lastPass = { pass: id, slot: command.slot };
    const post = filedBy ?? POSTS[Math.floor(random() * POSTS.length)];
    await this.#core.send(command, id, post);
  }

  #command(): DurableCommand {
    const now = this.#core.clock.now();
    const at = this.#of(SPACES);
    const { requests } = this.#core.world.state(d2oStream);
    const open = [...requests].flatMap(([known, each]) => (isOpen(each) ? [known] : []));
    const code = this.#of(open.slice(0, 5)) ?? ('222222' as AdmissionCode);
    const lit: BedId = this.#of(BEDS);
    const place =
      this.#random() < 0.7
        ? zone(this.#of(territory.surface.zones).id)
        : station(this.#of(territory.underground.stations).id);
    return this.#of<() => DurableCommand>([
      () => pass(place, slotAfter(slotOf(now), -this.#below(3)), this.#of(['0-4', '5-9', '20+'])),
      () => pass(place, slotOf(now), '10-19', ['soin']),
      () => ({ type: 'WithdrawPass', ...this.#lastPass }),
      () => ({ type: 'OpenRestSpace', space: at, regime: 'jour' }),
      () => ({ type: 'RecordArrival', space: at, seenAt: plus(now, -this.#below(3) * MINUTE) }),
      () => ({ type: 'RecordArrival', space: at, seenAt: plus(now, -this.#below(3) * MINUTE) }),
      () => ({ type: 'RecordDeparture', space: at, seenAt: plus(now, -this.#below(3) * MINUTE) }),
      () => ({ type: 'UndoCount', space: at, what: 'entree', seenAt: now }),
      () => ({ type: 'SwitchService', space: at, service: 'repas', on: this.#random() < 0.5 }),
      () =>
        sheet(
          at,
          localDateOf(territory.rhythm.timezone, plus(now, -this.#below(3) * 12 * HOUR)),
          this.#below(90),
        ),
      () => ({ type: 'RecountRestSpace', space: at, present: this.#below(60), reason: 'doute' }),
      () => ({ type: 'DeclareFull', space: at }),
      () => ({ type: 'LiftFull', space: at }),
      () => ({ type: 'SwitchRegime', space: at, regime: 'nuit' }),
      () => ({ type: 'CloseRestSpace', space: at, reason: 'horaires', until: null }),
      () => request(plus(now, -this.#below(3) * HOUR)),
      () => this.#nextStep(code, lit),
      () => this.#nextStep(code, lit),
      () => this.#nextStep(code, lit),
      () => this.#nextStep(code, lit),
      () => ({ type: 'ReleaseReservation', code }),
      () => ({ type: 'ExplainDelay', code, reason: this.#of(['effectif', 'aval', 'psychiatrie'] as const) }),
      () => ({ type: 'AskDestination', code, destination: this.#of(DESTINATIONS) }),
      () => ({ type: 'AskDestination', code, destination: this.#of(DESTINATIONS) }),
      () => ({ type: 'AcceptAtDestination', code, destination: this.#of(DESTINATIONS) }),
      () => ({ type: 'DeclineAtDestination', code, destination: this.#of(DESTINATIONS), reason: 'complet' }),
      () => ({ type: 'ConfirmArrival', code }),
      () => ({ type: 'InstallBed', bed: bed('lit-5'), surge: true }),
      () => ({ type: 'UndoBedChange', bed: lit }),
      () => this.#assess(),
      () => this.#assess(),
      () => ({ type: 'RedirectRequest', code, to: 'csapa' }),
      () => ({ type: 'WithdrawRequest', code }),
      () => ({ type: 'DischargeBed', bed: lit }),
      () => ({ type: 'FinishCleaning', bed: lit }),
      () => ({ type: 'CloseBed', bed: lit, reason: 'travaux', reopensAt: null }),
      () => ({ type: 'ReopenBed', bed: lit }),
      () => ({ type: 'ConfirmWard' }),
    ])();
  }

  #nextStep(code: AdmissionCode, lit: BedId): DurableCommand {
    const step = this.#core.world.state(d2oStream).requests.get(code)?.step;
    if (step === 'demandee') return { type: 'AcknowledgeRequest', code };
    if (step === 'vue') return { type: 'AssessRequest', code };
    if (step === 'en-evaluation') return { type: 'ReserveBed', code, bed: this.#freeBed() ?? lit };
    return { type: 'AdmitPerson', code };
  }

  #assess(): DurableCommand {
    const { beds } = this.#core.world.state(d2oStream);
    const occupied = [...beds].flatMap(([id, { state }]) => (state === 'occupe' ? [id] : []));
    return {
      type: 'TickAssessment',
      bed: this.#of(occupied) ?? bed('lit-1'),
      assessment: this.#of(assessmentSchema.options),
      done: this.#random() < 0.8,
    };
  }

  #freeBed(): BedId | undefined {
    return [...this.#core.world.state(d2oStream).beds].find(([, { state }]) => state === 'disponible')?.[0];
  }

  #hex(digits: number, random: () => number): string {
    return Math.floor(random() * 16 ** Math.min(digits, 6))
      .toString(16)
      .padStart(digits, '0');
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #of<T>(items: readonly T[]): T {
    return items[this.#below(items.length)] as T;
  }
}
