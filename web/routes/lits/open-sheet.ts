import type { AdmissionCode, BedId } from '#shared/kernel/ids';
import type { Destination } from './entities.ts';

/** The one sheet that may be open over the board. */
export type OpenSheet =
  | { readonly kind: 'lit' | 'fermer' | 'reserver'; readonly bed: BedId }
  | { readonly kind: 'demande' | 'supplementaire' }
  | {
      readonly kind: 'admettre' | 'reorienter' | 'refuser' | 'retirer' | 'perdre';
      readonly code: AdmissionCode;
    }
  | { readonly kind: 'refus-ailleurs'; readonly code: AdmissionCode; readonly destination: Destination };
