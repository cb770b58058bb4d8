import type { RestSpaceId } from '#shared/kernel/ids';
import type { Territory } from '#shared/territory/schema';
import type { CoverageState } from '#server/release/coverage';
import type { CoverageReleased } from '#server/release/events';
import { shownSurface, shownUnderground, situationOf, type Day } from '#server/release/shown-coverage';
import type { ViewKey, Views } from '#server/release/views';

/**
 * Released coverage, in the view of its audience and of those who are told the same. Nothing here reads a pass: each
 * view is a function of a recorded release, so that joining two screens tells no more than the finer of them.
 */
export class CoverageBoards {
  readonly #views: Views;
  readonly #spaces: readonly RestSpaceId[];
  readonly #ratp: readonly ViewKey[];

  constructor(views: Views, { services, ratpPosts }: Territory) {
    this.#views = views;
    this.#spaces = services.restSpaces.map(({ id }) => id);
    this.#ratp = ['ratp', ...ratpPosts.map(({ id }) => `ratp:${id}` as const)];
  }

  released(event: CoverageReleased, state: CoverageState, day: Day): void {
    switch (event.audience) {
      case 'mobile': {
        const { areas, situation } = shownSurface(event, state, day);
        for (const area of areas)
          if (area.kind === 'zone-coverage') this.#views.put('mobile', 'mobile', area);
        this.#views.put('mobile', 'mobile', { kind: 'situation-surface', ...situation });
        return;
      }
      case 'hospital': {
        const { areas, situation } = shownSurface(event, state, day);
        for (const audience of ['hospital', 'coordination'] as const) {
          for (const area of areas) if (area.kind === 'sector') this.#views.put(audience, audience, area);
          this.#views.put(audience, audience, { kind: 'situation-surface', ...situation });
        }
        return;
      }
      case 'ratp': {
        const { areas, situation } = shownUnderground(event, state, day);
        // Every post is told the same; what it asked for is its own.
        for (const view of this.#ratp) {
          for (const area of areas) if (area.kind === 'group') this.#views.put('ratp', view, area);
          this.#views.put('ratp', view, { kind: 'situation-souterrain', ...situation });
        }
        return;
      }
      case 'wall':
        this.#wall(event, state, day);
    }
  }

  #wall(event: Extract<CoverageReleased, { audience: 'wall' }>, state: CoverageState, day: Day): void {
    const surface = shownSurface(event, state, day).areas;
    const underground = shownUnderground(event, state, day);
    const situation = situationOf(event, day.day, [...surface, ...underground.areas]);
    const audiences = [
      ['wall', 'wall'] as const,
      ...this.#spaces.map((space) => ['restspace', `restspace:${space}`] as const),
    ];
    for (const [audience, view] of audiences) {
      for (const area of surface) if (area.kind === 'sector') this.#views.put(audience, view, area);
      for (const area of underground.areas)
        if (area.kind === 'metro-sector') this.#views.put(audience, view, area);
      this.#views.put(audience, view, { kind: 'situation', ...situation });
    }
    for (const audience of ['hospital', 'coordination', 'mobile'] as const) {
      for (const area of underground.areas)
        if (area.kind === 'metro-sector') this.#views.put(audience, audience, area);
      this.#views.put(audience, audience, { kind: 'situation-souterrain', ...underground.situation });
    }
  }
}
