import type { LeadEntity } from '#shared/view/lead';
import { lastPass, type LastPass } from './last-pass.ts';

/** What is known of one area: its last pass, none in what is kept, or nothing received at all. */
export type KnownPass =
  | { readonly kind: 'passe'; readonly pass: LastPass }
  | { readonly kind: 'aucun' }
  | { readonly kind: 'inconnu' };

type PassEntity = Extract<LeadEntity, { kind: 'zone' | 'station' }>;

/** The last passes of a family of areas, found by id. */
export type AreaPasses = { of(id: string): KnownPass };

export function areaPasses(entities: readonly PassEntity[]): AreaPasses {
  const known = new Map<string, KnownPass>(
    entities.map(({ id, passes }) => {
      const pass = lastPass(passes);
      return [id, pass ? { kind: 'passe', pass } : { kind: 'aucun' }];
    }),
  );
  return { of: (id) => known.get(id) ?? { kind: 'inconnu' } };
}
