import { territoryIdSchema } from '../../shared/kernel/ids.ts';

/** The pack that is served, and whose pages are built, unless another one is named. */
export const DEFAULT_TERRITORY = 'paris-nord-est';

/** The territory that pages are built for, by the environment of the build. */
export function territoryOfBuild({
  PASSERELLE_TERRITORY: named,
}: Record<string, string | undefined>): string {
  return territoryIdSchema.parse(named ?? DEFAULT_TERRITORY);
}

/**
 * Where the pages of a territory are built, and read from. They carry the words of one pack, so each has pages of its own;
 * not under `build/`, which a build of the default ones empties.
 */
export function builtPagesOf(territory: string): string {
  return territory === DEFAULT_TERRITORY ? 'build' : `builds/${territory}`;
}
