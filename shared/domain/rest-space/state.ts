import type { Instant } from '../../kernel/instant.ts';
import type { ClosureReason, Regime } from './commands.ts';

/** One rest space (stream `rest-space:ER-1`). `lastSignAt`: when its staff last counted, confirmed or changed anything. */
export type RestSpaceState =
  | { readonly kind: 'jamais-recu' }
  | {
      readonly kind: 'ouvert';
      readonly regime: Regime;
      /** People inside. Never below zero; may pass the jauge. */
      readonly present: number;
      readonly declaredFull: boolean;
      readonly lastSignAt: Instant;
    }
  | {
      readonly kind: 'ferme';
      readonly reason: ClosureReason;
      /** When it should open again; null when nobody knows. */
      readonly until: Instant | null;
      readonly lastSignAt: Instant;
    };

export type OpenRestSpace = Extract<RestSpaceState, { kind: 'ouvert' }>;

export const initialRestSpace: RestSpaceState = { kind: 'jamais-recu' };
