import { z } from 'zod';

/**
 * How likely something is, as a word. A forecast leaves the server as one of these and never as a figure: a percentage
 * would promise a precision that eight weeks of classes do not hold, and would let the counts behind it be read back.
 */
export const likelihoodSchema = z.enum([
  'improbable',
  'peu-probable',
  'possible',
  'probable',
  'tres-probable',
]);
export type Likelihood = z.infer<typeof likelihoodSchema>;

/** Under 10 %, 10 to 30, 30 to 60, 60 to 85, above 85. */
export function likelihoodOf(chance: number): Likelihood {
  if (chance < 0.1) return 'improbable';
  if (chance < 0.3) return 'peu-probable';
  if (chance < 0.6) return 'possible';
  return chance <= 0.85 ? 'probable' : 'tres-probable';
}

/** Likely enough that somebody should act on it now. */
export function isAnnounced(likelihood: Likelihood): boolean {
  return likelihood === 'probable' || likelihood === 'tres-probable';
}
