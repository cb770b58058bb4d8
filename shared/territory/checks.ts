import { checkRhythm } from './check-rhythm.ts';
import { checkServices } from './check-services.ts';
import { checkSurface } from './check-surface.ts';
import { checkUnderground } from './check-underground.ts';
import type { Finding } from './finding.ts';
import type { Territory } from './schema.ts';

/** What is wrong in a pack whose every file has the right form; empty when it may be used. */
export function checkTerritory(territory: Territory): Finding[] {
  return [
    ...checkSurface(territory.surface),
    ...checkUnderground(territory),
    ...checkServices(territory),
    ...checkRhythm(territory.rhythm),
  ];
}
