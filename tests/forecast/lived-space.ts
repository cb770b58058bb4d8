import type { Instant } from '#shared/kernel/instant';
import { instantAt, MINUTE, msOf } from '#shared/kernel/instant';
import type { RestSpaceId } from '#shared/kernel/ids';
import { SLOT_MS } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';
import type { RestSpaceFacts, Territory } from '#shared/territory/schema';
import type { RestSpaceBand } from '#shared/view/offered';
import { bandForHospital, sourceAgeOf, type CountedSpace } from '#server/release/bands';
import type { RestSpaceIntention } from '../../server/demo/law/intention.ts';
import { flowOf, type Variant } from '../../server/demo/law/rest-space-flow.ts';
import { restSpaceIntentions } from '../../server/demo/law/rest-space.ts';

/** A space at a half-hour: what the hospital was told, and what its own staff see. */
export type LivedMark = {
  readonly at: Instant;
  readonly released: RestSpaceBand;
  readonly freePlaces: number;
};

export type SpaceLaw = {
  readonly seed: number;
  readonly variant: Variant;
  readonly everyNightIsHard: boolean;
};

/** What is released of a space at each half-hour of a span, when the law's day is lived at its door. */
export function livedMarks(
  territory: Territory,
  policy: Policy,
  space: RestSpaceId,
  { seed, variant, everyNightIsHard }: SpaceLaw,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): LivedMark[] {
  const facts = territory.services.restSpaces.find(({ id }) => id === space);
  if (!facts) throw new Error(`no space ${space} in the pack`);
  const door = new ReleasedDoor(territory, policy, facts);
  const marks: LivedMark[] = [];
  let next = Math.ceil(msOf(from) / SLOT_MS) * SLOT_MS;
  const flow = flowOf(facts, variant);
  for (const intention of restSpaceIntentions(seed, territory, facts, flow, { from, everyNightIsHard })) {
    for (; next < msOf(intention.at); next += SLOT_MS) {
      if (next >= msOf(to)) return marks;
      marks.push(door.markAt(instantAt(next)));
    }
    door.add(intention);
  }
  return marks;
}

/** The count at a door, and its class as the release gate makes it, at whole half-hours. */
class ReleasedDoor {
  #space: CountedSpace = { kind: 'inconnu' };
  #regime: RestSpaceBand['regime'] = 'jour';
  #roomSince: Instant | null = null;
  #wasFull = false;
  #lastSignAt: Instant | null = null;
  readonly #territory: Territory;
  readonly #policy: Policy;
  readonly #facts: RestSpaceFacts;

  constructor(territory: Territory, policy: Policy, facts: RestSpaceFacts) {
    this.#territory = territory;
    this.#policy = policy;
    this.#facts = facts;
  }

  add(intention: RestSpaceIntention): void {
    // Nothing is told to the server of somebody turned away.
    if (intention.kind === 'person-turned-away') return;
    if (intention.kind === 'space-opened' || intention.kind === 'regime-switched')
      this.#regime = intention.regime;
    this.#space = after(this.#space, intention);
    this.#lastSignAt = intention.at;
    this.#roomSince = this.#isFull() ? null : (this.#roomSince ?? intention.at);
  }

  markAt(at: Instant): LivedMark {
    const { id, jaugeJour, jaugeNuit } = this.#facts;
    const computed = bandForHospital(this.#space, this.#limit(), this.#policy);
    const cadence = this.#territory.rhythm.thresholds.restSpaceCadenceMin;
    return {
      at,
      freePlaces: this.#space.kind === 'ouvert' ? Math.max(0, this.#limit() - this.#space.present) : 0,
      released: {
        kind: 'rest-space-band',
        id,
        band: this.#reopensLater(at) && computed !== 'ferme' ? 'complet' : computed,
        regime: this.#regime,
        jaugeJour: jaugeJour.value,
        jaugeNuit: jaugeNuit.value,
        source: sourceAgeOf(this.#lastSignAt, cadence, at),
      },
    };
  }

  /** A space that was full until a minute ago is still shown so (PRV-27). */
  #reopensLater(at: Instant): boolean {
    if (this.#space.kind !== 'ouvert' || this.#roomSince === null || !this.#wasFull) return false;
    return (
      Math.floor(msOf(at) / MINUTE) - Math.floor(msOf(this.#roomSince) / MINUTE) <
      this.#policy.rest.reopen_ticks
    );
  }

  #isFull(): boolean {
    if (this.#space.kind !== 'ouvert') return false;
    const counts = this.#limit() >= this.#policy.rest.min_limit_for_classes;
    const isFull = this.#space.declaredFull || (counts && this.#space.present >= this.#limit());
    this.#wasFull ||= isFull;
    return isFull;
  }

  #limit(): number {
    return this.#regime === 'jour' ? this.#facts.jaugeJour.value : this.#facts.jaugeNuit.value;
  }
}

function after(space: CountedSpace, intention: RestSpaceIntention): CountedSpace {
  const open = space.kind === 'ouvert' ? space : { kind: 'ouvert' as const, present: 0, declaredFull: false };
  switch (intention.kind) {
    case 'space-opened':
      return { kind: 'ouvert', present: 0, declaredFull: false };
    case 'space-closed':
      return { kind: 'ferme' };
    case 'person-entered':
      return { ...open, present: open.present + 1 };
    case 'person-left':
      return { ...open, present: open.present - 1 };
    case 'space-recounted':
      return { ...open, present: intention.present };
    case 'space-declared-full':
      return { ...open, declaredFull: true };
    case 'space-full-lifted':
      return { ...open, declaredFull: false };
    case 'space-confirmed':
    case 'person-turned-away':
    case 'regime-switched':
    case 'service-switched':
    case 'day-sheet-filed':
      return open;
  }
}
