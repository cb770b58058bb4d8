import type { RefusalKind } from '#shared/domain/refusal';
import { SCENE_MS, type WallScene } from '#shared/domain/wall-scene/commands';
import type { SectorId } from '#shared/kernel/ids';
import { plus, type Instant } from '#shared/kernel/instant';
import { pushedSceneSchema, type PushedScene } from '#shared/view/wall-scene';

/** What the lead has pushed to the walls: one scene at a time, for a quarter of an hour, in memory. */
export class SceneMemory {
  readonly #sectors: ReadonlySet<SectorId>;
  #pushed: PushedScene | null = null;

  constructor(sectors: readonly { readonly id: SectorId }[]) {
    this.#sectors = new Set(sectors.map(({ id }) => id));
  }

  /** Another one replaces it, and lasts its own quarter of an hour. */
  push(scene: WallScene, now: Instant): Extract<RefusalKind, 'PlaceUnknown'> | null {
    if (scene.kind === 'secteur' && !this.#sectors.has(scene.sector)) return 'PlaceUnknown';
    this.#pushed = { scene, until: plus(now, SCENE_MS) };
    return null;
  }

  clear(): void {
    this.#pushed = null;
  }

  readonly tellsEnds = true;

  *held(): Iterable<{ name: string; value: PushedScene }> {
    if (this.#pushed) yield { name: 'scene', value: this.#pushed };
  }

  take(_name: string, value: unknown): void {
    this.#pushed = pushedSceneSchema.nullable().parse(value);
  }

  /** The scene on the walls now: one, or none. */
  current(now: Instant): PushedScene[] {
    if (this.#pushed && this.#pushed.until <= now) this.#pushed = null;
    return this.#pushed ? [this.#pushed] : [];
  }
}
