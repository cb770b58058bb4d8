/**
 * Bed states of TRE_R330, version 20250328 (Agence du numérique en santé). Available means staffed, clean and nobody
 * expected within 24 h; reserved means an identified person expected within 24 h. 07, 08 and 09 are never emitted.
 */
export const BED_STATE_CODES = {
  installe: '01',
  disponible: '02',
  occupe: '03',
  reserve: '04',
  ferme: '05',
  supplementaire: '06',
} as const;
