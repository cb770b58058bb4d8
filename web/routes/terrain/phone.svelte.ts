import type { Connection } from '#lib/live/connection.svelte.ts';
import type { Outbox } from '#lib/outbox/outbox.svelte.ts';
import type { Answer, RefusedItem } from '#lib/outbox/item.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DeclarePass, Place } from '#shared/domain/pass/commands';
import type { PresenceStatus } from '#shared/domain/presence/commands';
import type { CommandId, TeamId } from '#shared/kernel/ids';
import { MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import type { Command, CommandType } from '#shared/wire/up';
import type { KeptCarnet } from './carnet.svelte.ts';
import type { FieldFacts } from './facts.ts';
import { wasHeard } from './field-clock.ts';
import { groundAfter, groundKnown, isPromptDue, type Ground, type Remembered } from './ground.ts';
import { undoableUntil } from './pass.ts';
import { sheetToCorrect } from './correction.ts';
import { remembering } from './places.ts';
import { stamped } from './said-at.ts';
import { alertOf, missionOf, tourOf, type AlertState, type Said, type Tour } from './tour.ts';

export type OpenSheet =
  | 'passage'
  | 'lieu'
  | 'descendre'
  | 'impossible'
  | 'd2o'
  | 'signaler'
  | 'sortie'
  | 'tournee'
  | 'file'
  | 'reglages'
  | 'alerte'
  | 'fin'
  | 'quitter';

/** A pass said on this page, which its id allows to take back until its slot is sealed. */
export type MadePass = Pick<DeclarePass, 'place' | 'slot'> & { readonly id: CommandId };
/** Where the team last said it is. */
export type SaidPresence = { readonly place: Place; readonly status: PresenceStatus; readonly at: Instant };

const PLACE_EVERY_MS = 10 * MINUTE;
const SHORT_BUZZ = 30;

/** One team's visit to this page: what it was sent, what it said since, and which sheet is open. Places stay in memory. */
export class Phone {
  readonly live: Connection<'outreach'>;
  readonly outbox: Outbox;
  readonly facts: FieldFacts;
  readonly carnet: KeptCarnet;
  readonly team: TeamId;
  #sheet: OpenSheet | null = $state(null);
  #correcting: RefusedItem | null = $state.raw(null);
  #presence: SaidPresence | null = $state.raw(null);
  #recent: readonly Place[] = $state.raw([]);
  #below: Remembered | null = $state.raw(null);
  #passes: readonly MadePass[] = $state.raw([]);
  #offer: { readonly id: CommandId; readonly words: string } | null = $state.raw(null);
  #notice: string | null = $state(null);
  #warning: string | null = $state(null);
  #alertNotKept = $state(false);
  #lastWordAt: Instant | null = $state(null);

  constructor(
    live: Connection<'outreach'>,
    outbox: Outbox,
    { facts, carnet, team }: { facts: FieldFacts; carnet: KeptCarnet; team: TeamId },
  ) {
    this.live = live;
    this.outbox = outbox;
    this.facts = facts;
    this.carnet = carnet;
    this.team = team;
  }

  get sheet(): OpenSheet | null {
    return this.#sheet;
  }
  /** Going elsewhere leaves what was being corrected as it is: refused, and on this phone. */
  set sheet(sheet: OpenSheet | null) {
    this.#sheet = sheet;
    this.#correcting = null;
  }

  /** Opens what was refused where it is said, as it was said. */
  correct(item: RefusedItem): void {
    this.#sheet = sheetToCorrect(item);
    this.#correcting = item;
  }

  /** The refused command of this type that its sheet begins with, if one is being corrected. */
  corrected<Type extends CommandType>(type: Type): Extract<Command, { type: Type }> | null {
    const command = this.#correcting?.command;
    return command?.type === type ? (command as Extract<Command, { type: Type }>) : null;
  }

  /** Product time at this very moment, which a tap is stamped with. */
  get now(): Instant {
    return this.live.clock.at(performance.now());
  }

  /** Whether a server has told this page how the team stands. */
  get heard(): boolean {
    return wasHeard(this.live.hello) && !this.live.view.empty;
  }

  /** Nothing said now leaves at once. */
  get cut(): boolean {
    return !this.live.open || this.live.level === 'C2';
  }

  readonly #said: readonly Said[] = $derived.by(() =>
    this.outbox.items.filter(({ state }) => state.name !== 'refuse'),
  );

  readonly tour: Tour = $derived.by(() => tourOf(this.live.view.only('maraude'), this.heard, this.#said));
  readonly mission = $derived.by(() => missionOf(this.live.view.ofKind('mission'), this.#said));
  readonly ground: Ground = $derived.by(() =>
    this.#said.reduce(groundAfter, groundKnown(this.live.view.timer, this.#below)),
  );
  readonly alert: AlertState = $derived.by(() => alertOf(this.live.view.only('alert'), this.#said));

  get presence(): SaidPresence | null {
    return this.#presence;
  }
  get recent(): readonly Place[] {
    return this.#recent;
  }
  get passes(): readonly MadePass[] {
    return this.#passes;
  }
  get offer(): { readonly id: CommandId; readonly words: string } | null {
    return this.#offer;
  }
  get notice(): string | null {
    return this.#notice;
  }
  /** What went otherwise than the team may believe; shown until it says something else. */
  get warning(): string | null {
    return this.#warning;
  }
  /** The phone was full when the alert was raised: nothing of it will leave by itself. */
  get alertNotKept(): boolean {
    return this.#alertNotKept;
  }

  /** Where a pass is most likely to have been made: below, at its station; else where the team says it is. */
  get here(): Place | null {
    if (this.ground.kind === 'sous-terre') {
      return this.ground.station === null ? null : { kind: 'station', id: this.ground.station };
    }
    return this.#presence?.place ?? null;
  }

  /** `Tout va bien ?` is due: on the surface, in a tour, after so long without a word. */
  get isAsked(): boolean {
    if (this.tour.kind !== 'ouverte' || this.ground.kind !== 'surface') return false;
    const signs = [this.live.view.timer?.lastSignAt, this.#lastWordAt, this.tour.since];
    const last =
      signs
        .filter((at) => at !== null && at !== undefined)
        .toSorted()
        .at(-1) ?? null;
    return isPromptDue(last, this.live.clock.now, this.facts.silentPromptMin);
  }

  /** Another place may be said once in ten minutes (PRV-36): when the next one may, or null when it may now. */
  get placeAgainIn(): number | null {
    if (!this.#presence) return null;
    const left = PLACE_EVERY_MS - elapsed(this.#presence.at, this.live.clock.now);
    return left > 0 ? Math.ceil(left / MINUTE) : null;
  }

  /**
   * Says a command, in the place of the refused one that is being corrected; `words` are said to the team. Null: this
   * phone is full, and nothing was taken.
   */
  say(command: Command, words: string, onAnswer: (answer: Answer) => void = () => {}): CommandId | null {
    const correcting = this.#correcting?.command.type === command.type ? this.#correcting.id : null;
    const added = this.outbox.add(stamped(command, this.now), correcting);
    buzz(added.ok ? SHORT_BUZZ : [SHORT_BUZZ, SHORT_BUZZ, SHORT_BUZZ]);
    if (!added.ok) {
      this.#warning = m.terrain_full();
      return null;
    }
    if (correcting !== null) this.#correcting = null;
    this.#notice = words;
    this.#warning = null;
    this.#lastWordAt = this.now;
    void added.answer.then(onAnswer);
    return added.id;
  }

  pass(command: DeclarePass, words: string): boolean {
    const id = this.say(command, words, (answer) => {
      if (answer.outcome === 'refuse') this.#forgetPass(id);
      else if (this.now >= undoableUntil(command.slot)) this.#warning = m.terrain_late();
    });
    if (id === null) return false;
    this.#passes = [{ id, place: command.place, slot: command.slot }, ...this.#passes];
    this.#offer = { id, words };
    this.#recent = remembering(this.#recent, command.place);
    this.carnet.passed();
    return true;
  }

  /** Takes a pass back: a command of its own, which follows it in the order said. */
  withdraw(id: CommandId): void {
    const pass = this.#passes.find((made) => made.id === id);
    if (!pass || this.now >= undoableUntil(pass.slot)) return;
    const said = this.say({ type: 'WithdrawPass', pass: id, slot: pass.slot }, m.terrain_pass_withdrawn());
    if (said !== null) this.#forgetPass(id);
  }

  /** The offer to undo has passed; the pass stays in the list of the tour. */
  endOffer(): void {
    this.#offer = null;
  }

  declare(place: Place, status: PresenceStatus): void {
    const words = m.terrain_presence_said();
    if (this.say({ type: 'DeclarePresence', place, status }, words) === null) return;
    const at = this.#presence?.place.id === place.id ? this.#presence.at : this.now;
    this.#presence = { place, status, at };
    this.#recent = remembering(this.#recent, place);
  }

  descend(command: Extract<Command, { type: 'GoUnderground' }>, words: string): void {
    if (this.say(command, words) === null) return;
    this.#below = { station: command.station, since: this.now };
    this.#recent = remembering(this.#recent, { kind: 'station', id: command.station });
  }

  raiseAlert(): void {
    this.#alertNotKept = this.say({ type: 'RaiseAlert' }, m.terrain_alert_said()) === null;
    this.sheet = 'alerte';
  }

  endTour(): void {
    this.say({ type: 'EndPresence' }, m.terrain_tour_ended());
    if (this.say({ type: 'CloseMaraude' }, m.terrain_tour_ended()) === null) return;
    this.#presence = null;
    this.#below = null;
  }

  /** Leaves nothing of this team on the phone. */
  async forget(): Promise<void> {
    this.carnet.zero();
    this.#passes = [];
    this.#recent = [];
    this.#presence = null;
    await this.outbox.erase();
  }

  #forgetPass(id: CommandId | null): void {
    this.#passes = this.#passes.filter((made) => made.id !== id);
    if (this.#offer?.id === id) this.#offer = null;
  }
}

/** Where it exists, and never the only sign. */
function buzz(pattern: number | number[]): void {
  if ('vibrate' in navigator) navigator.vibrate(pattern);
}
