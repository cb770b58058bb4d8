import type { RatpPostId, RestSpaceId, TeamId } from '#shared/kernel/ids';
import type { Territory } from '#shared/territory/schema';
import type { Audience } from '#shared/view/changes';
import { keyOf, type Entity, type EntityOf } from '#shared/view/entity';
import { KeyedView } from '#shared/view/keyed-view';
import type { Revision } from '#shared/view/revision';

/** One view: an audience; and where someone sees something of their own, whose. */
export type ViewKey =
  | Exclude<Audience, 'restspace' | 'outreach'>
  | `restspace:${RestSpaceId}`
  | `outreach:${TeamId}`
  | `ratp:${RatpPostId}`;

/** The audience whose list a view is held to. */
export function audienceOf(view: ViewKey): Audience {
  return (view.split(':')[0] ?? view) as Audience;
}

/** How far each view has come. */
export type Revisions = { readonly [view: string]: Revision };

type Saved = { [view: string]: ReturnType<KeyedView<Entity>['save']> };

/** Every view of a territory, as the log made them. They are filled by folds alone and read by the release gate alone. */
export class Views {
  readonly keys: readonly ViewKey[];
  readonly #views: Map<ViewKey, KeyedView<Entity>>;
  /** The entity that was put last. Entities are made anew for each fact, and never changed. */
  #written: { readonly entity: unknown; readonly key: string; readonly text: string } | undefined;

  constructor({ services, teams, ratpPosts }: Territory) {
    this.keys = [
      'lead',
      'wall',
      'hospital',
      'coordination',
      'mobile',
      'ratp',
      ...ratpPosts.map(({ id }) => `ratp:${id}` as const),
      ...services.restSpaces.map(({ id }) => `restspace:${id}` as const),
      ...teams.map(({ id }) => `outreach:${id}` as const),
    ];
    this.#views = new Map(this.keys.map((key) => [key, new KeyedView<Entity>()]));
  }

  of(key: ViewKey): KeyedView<Entity> {
    const view = this.#views.get(key);
    if (!view) throw new Error('no such view in this territory');
    return view;
  }

  /** Puts an entity in a view of an audience that may hold it. */
  put<A extends Audience>(_audience: A, key: ViewKey, entity: EntityOf[A]): void {
    // A fact is told to several views one after the other, as one entity: it is written out once for them all.
    if (this.#written?.entity !== entity)
      this.#written = { entity, key: keyOf(entity), text: JSON.stringify(entity) };
    this.of(key).put(this.#written.key, entity, this.#written.text);
  }

  /** Takes an entity out of every view that shows it. */
  remove(key: string): void {
    for (const view of this.#views.values()) view.remove(key);
  }

  /** How far each view will have come once these entities are taken out of it. */
  revisionsWithout(keys: readonly string[]): Revisions {
    return Object.fromEntries(
      [...this.#views].map(([name, view]) => {
        const shown = keys.filter((key) => view.value(key) !== undefined).length;
        return [name, (view.revision + shown) as Revision];
      }),
    );
  }

  /** Every view goes on from `revisions`, and no longer tells apart its changes up to `settled`. */
  carry(revisions: Revisions, settled: Revisions): void {
    for (const [key, view] of this.#views) {
      const [revision, upTo] = [revisions[key], settled[key]];
      if (revision !== undefined) view.goOnFrom(revision);
      if (upTo !== undefined) view.settle(upTo);
    }
  }

  save(): Saved {
    return Object.fromEntries([...this.#views].map(([key, view]) => [key, view.save()]));
  }

  restore(saved: Saved): void {
    for (const key of this.keys) {
      const view = saved[key];
      if (view) this.#views.set(key, KeyedView.restore(view));
    }
  }
}
