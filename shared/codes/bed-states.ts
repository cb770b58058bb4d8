import { z } from 'zod';

/**
 * Bed states of TRE_R330, version 20250328 (Agence du numérique en santé). Available means staffed, clean and nobody
 * expected within 24 h; reserved means an identified person expected within 24 h. 07, 08 and 09 are never emitted.
 */
export const bedStateCodeSchema = z.enum(['01', '02', '03', '04', '05', '06', '07', '08', '09']);
export type BedStateCode = z.infer<typeof bedStateCodeSchema>;

/** Those that may leave: 07 is deprecated, 08 and 09 belong to FINESS. */
export const emittedBedStateSchema = bedStateCodeSchema.exclude(['07', '08', '09']);
export type EmittedBedState = z.infer<typeof emittedBedStateSchema>;

export const BED_STATE_DISPLAYS: Readonly<Record<BedStateCode, string>> = {
  '01': 'Installé',
  '02': 'Disponible',
  '03': 'Occupé',
  '04': 'Réservé',
  '05': 'Fermé',
  '06': 'Supplémentaire',
  '07': 'Opérationnel',
  '08': 'Installé constaté',
  '09': 'Autorisé',
};
