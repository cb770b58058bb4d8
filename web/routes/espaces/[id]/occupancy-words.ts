import { m } from '#lib/paraglide/messages.js';
import type { OccupancyWord } from '../shown-space.ts';

/** The word of how full a space is; nothing to say while there is room. */
export const OCCUPANCY_WORDS: Record<Exclude<OccupancyWord, 'ok'>, () => string> = {
  tendu: m.espaces_word_tendu,
  sature: m.espaces_word_sature,
  complet: m.espaces_word_complet,
  declare: m.espaces_word_declare,
};

export const OCCUPANCY_SPOKEN: Record<OccupancyWord, () => string> = {
  ...OCCUPANCY_WORDS,
  ok: m.espaces_word_ok,
};
