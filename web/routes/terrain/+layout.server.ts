import { fieldFacts } from './facts.ts';
import type { LayoutServerLoad } from './$types';

/**
 * What the phone keeps for the days without network: lists and hours of the pack, and no view of anybody (PRV-44). The
 * same bytes for every team, hence no frame here: the socket brings it.
 */
export const load: LayoutServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { exitGraceMin } = locals.host.inForce().thresholds;
  return {
    facts: { ...fieldFacts(), exitGraceMin },
    simulated: locals.host.simulated,
    speed: locals.host.speed,
  };
};
