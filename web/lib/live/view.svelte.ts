import { applyChanges, nothingHeld, type Held } from '#shared/view/apply-changes';
import type { Audience, ViewChanges } from '#shared/view/changes';
import type { AlarmEntity, PlanEntity, SafetyEntity } from '#shared/view/dispatch';
import type { EntityOf as Entities } from '#shared/view/entity';
import type { CommandId } from '#shared/kernel/ids';
import type { PresenceEntity } from '#shared/view/lead';
import { NO_REVISION, type Revision } from '#shared/view/revision';
import type { AlarmLine } from '#shared/view/wall-memory';
import type { PushedScene } from '#shared/view/wall-scene';

/** The audiences that a live screen may be drawn for: any. */
export type LiveAudience = Audience;
/** What each of them may hold. */
export type EntityOf<A extends LiveAudience> = Entities[A];
type ChangesOf<A extends LiveAudience> = Omit<ViewChanges, 'changes'> & {
  changes: readonly { key: string; rev: Revision; value: EntityOf<A> | null }[];
};
type Kind<A extends LiveAudience> = EntityOf<A>['kind'];
type OfKind<A extends LiveAudience, K extends Kind<A>> = Extract<EntityOf<A>, { kind: K }>;

/** The released entities this page holds, replaced whole at each change. */
export class LiveView<A extends LiveAudience> {
  readonly audience: A;
  #held: Held<EntityOf<A>> = $state.raw(nothingHeld());
  #presence: readonly PresenceEntity[] = $state.raw([]);
  #plans: readonly PlanEntity[] = $state.raw([]);
  #safety: readonly SafetyEntity[] = $state.raw([]);
  #alarms: readonly AlarmEntity[] = $state.raw([]);
  #looked: readonly CommandId[] = $state.raw([]);
  #timer: SafetyEntity | null = $state.raw(null);
  #lines: readonly AlarmLine[] = $state.raw([]);
  #scene: PushedScene | null = $state.raw(null);

  constructor(audience: A) {
    this.audience = audience;
  }

  get revision(): Revision {
    return this.#held.revision;
  }

  /** Where the teams say they are: leads only, outside the revisions. */
  get presence(): readonly PresenceEntity[] {
    return this.#presence;
  }

  /** Who is to go where: leads only, as all that follow presence. */
  get plans(): readonly PlanEntity[] {
    return this.#plans;
  }

  /** The teams' safety timers. */
  get safety(): readonly SafetyEntity[] {
    return this.#safety;
  }

  /** What a lead must answer. */
  get alarms(): readonly AlarmEntity[] {
    return this.#alarms;
  }

  /** The reports that consoles have open, once for each console, this one included. */
  get looked(): readonly CommandId[] {
    return this.#looked;
  }

  /** A team's own safety timer: that team only, outside the revisions; null outside its tour. */
  get timer(): SafetyEntity | null {
    return this.#timer;
  }

  /** What calls on a wall: levels and words, walls only. */
  get lines(): readonly AlarmLine[] {
    return this.#lines;
  }

  /** The scene that a lead has pushed to the walls; null when none is. */
  get scene(): PushedScene | null {
    return this.#scene;
  }

  get(key: string): EntityOf<A> | undefined {
    return this.#held.entities.get(key)?.value;
  }

  /** Everything held, in no order. */
  entities(): EntityOf<A>[] {
    return [...this.#held.entities.values()].map(({ value }) => value);
  }

  /** All entities of one kind, in no order: the screen follows the pack's. */
  ofKind<K extends Kind<A>>(kind: K): OfKind<A, K>[] {
    // No type follows a comparison of `kind` while the audience is open: eight lists of entities are too many at once.
    const found: unknown[] = [];
    for (const { value } of this.#held.entities.values()) if (value.kind === kind) found.push(value);
    return found as OfKind<A, K>[];
  }

  /** The only entity of its kind, if it has come. */
  only<K extends Kind<A>>(kind: K): OfKind<A, K> | undefined {
    return this.ofKind(kind)[0];
  }

  /** `gap`: something between was missed, ask again. `foreign`: meant for another audience, nothing was kept. */
  apply(changes: ViewChanges): 'applied' | 'gap' | 'foreign' {
    if (changes.audience !== this.audience) return 'foreign';
    // The audience says which entities these are; no type follows a comparison with `this.audience`.
    const next = applyChanges(this.#held, changes as ChangesOf<A>);
    if (next === 'gap') return 'gap';
    this.#held = next;
    if (changes.audience === 'lead') {
      this.#presence = changes.presence ?? this.#presence;
      this.#plans = changes.plans ?? this.#plans;
      this.#safety = changes.safety ?? this.#safety;
      this.#alarms = changes.alarms ?? this.#alarms;
      this.#looked = changes.looked ?? this.#looked;
    }
    if (changes.audience === 'outreach' && changes.safety !== undefined) this.#timer = changes.safety;
    if (changes.audience === 'wall') {
      this.#lines = changes.alarms ?? this.#lines;
      if (changes.scenes !== undefined) this.#scene = changes.scenes[0] ?? null;
    }
    return 'applied';
  }

  /** Forgets everything: rights or log changed. */
  drop(): void {
    this.#held = nothingHeld();
    this.#presence = [];
    this.#plans = [];
    this.#safety = [];
    this.#alarms = [];
    this.#looked = [];
    this.#timer = null;
    this.#lines = [];
    this.#scene = null;
  }

  /** Nothing held is not the same as never asked. */
  get empty(): boolean {
    return this.#held.revision === NO_REVISION;
  }
}
