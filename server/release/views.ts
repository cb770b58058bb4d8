import type { RestSpaceId, TeamId } from '#shared/kernel/ids';
import type { Territory } from '#shared/territory/schema';
import type { Audience } from '#shared/view/changes';
import { keyOf, type Entity, type EntityOf } from '#shared/view/entity';
import { KeyedView } from '#shared/view/keyed-view';

/** One view: an audience; and where someone sees something of their own, whose. */
export type ViewKey =
  Exclude<Audience, 'restspace' | 'outreach'> | `restspace:${RestSpaceId}` | `outreach:${TeamId}`;

/** The audience whose list a view is held to. */
export function audienceOf(view: ViewKey): Audience {
  return (view.split(':')[0] ?? view) as Audience;
}

type Saved = { [view: string]: ReturnType<KeyedView<Entity>['save']> };

/** Every view of a territory, as the log made them. They are filled by folds alone and read by the release gate alone. */
export class Views {
  readonly keys: readonly ViewKey[];
  readonly #views: Map<ViewKey, KeyedView<Entity>>;

  constructor({ services, teams }: Territory) {
    this.keys = [
      'lead',
      'wall',
      'hospital',
      'coordination',
      'mobile',
      'ratp',
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
    this.of(key).put(keyOf(entity), entity);
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
