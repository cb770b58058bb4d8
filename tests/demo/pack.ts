import { fileURLToPath } from 'node:url';
import type { Territory } from '#shared/territory/schema';
import { loadTerritory } from '#server/territory/load-pack';

/** The shipped pack. That it satisfies the law's own narrower type is checked by the compiler. */
export function shippedTerritory(): Territory {
  return loadTerritory(fileURLToPath(new URL('../../shared/territories/paris-nord-est/', import.meta.url)));
}
