import type { AdmissionCode, PlacementCode } from '#shared/kernel/ids';
import { d2oStream, placementStream } from './aggregates.ts';
import type { Aggregates } from './draft.ts';

/**
 * Draws until the code is in use by nothing: a request and a placement never share one, since both are said by voice
 * and nobody would know which of the two is meant.
 */
export function freshCode(states: Aggregates, draw: () => AdmissionCode): AdmissionCode & PlacementCode {
  for (;;) {
    const code = draw() as AdmissionCode & PlacementCode;
    const isTaken =
      states.state(d2oStream).requests.has(code) || states.version(placementStream(code).stream) > 0;
    if (!isTaken) return code;
  }
}
