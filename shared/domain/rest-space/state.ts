import type { Instant } from '../../kernel/instant.ts';
import type { LocalDate } from '../../kernel/local-time.ts';
import type { RestSpaceService } from '../../kernel/rest-space-service.ts';
import type { ClosureReason, Regime } from './commands.ts';

/**
 * One rest space (stream `rest-space:ER-1`). `lastSignAt`: when its staff last counted, confirmed or changed anything.
 * `sheetOf`: the last day whose sheet was filed.
 */
export type RestSpaceState =
  | { readonly kind: 'jamais-recu' }
  | {
      readonly kind: 'ouvert';
      readonly regime: Regime;
      /**
       * Arrivals less departures since `countedAt`. It may pass the jauge, and goes below zero while one door's
       * departures are known and another's arrivals are not: a sum is exact whatever the order of its terms.
       */
      readonly present: number;
      /** When the space opened, or was last recounted. */
      readonly countedAt: Instant;
      readonly declaredFull: boolean;
      /** What is offered inside now, in the order of the list of services. */
      readonly services: readonly RestSpaceService[];
      readonly lastSignAt: Instant;
      readonly sheetOf: LocalDate | null;
    }
  | {
      readonly kind: 'ferme';
      readonly reason: ClosureReason;
      /** When it should open again; null when nobody knows. */
      readonly until: Instant | null;
      readonly lastSignAt: Instant;
      readonly sheetOf: LocalDate | null;
    };

export type OpenRestSpace = Extract<RestSpaceState, { kind: 'ouvert' }>;

export const initialRestSpace: RestSpaceState = { kind: 'jamais-recu' };
