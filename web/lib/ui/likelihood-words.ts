import { m } from '#lib/paraglide/messages.js';
import type { Likelihood } from '#shared/forecast/bands';

/** How likely something is, in words; a forecast has no figure. */
export const LIKELIHOOD_WORDS: Record<Likelihood, () => string> = {
  improbable: m.common_likelihood_improbable,
  'peu-probable': m.common_likelihood_peu_probable,
  possible: m.common_likelihood_possible,
  probable: m.common_likelihood_probable,
  'tres-probable': m.common_likelihood_tres_probable,
};
