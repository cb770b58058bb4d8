import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { Intention } from './law/intention.ts';
import type { LawTerritory } from './law/territory.ts';

/** Longer than the 45 min after which a place is forgotten, so that the screens have something to say. */
const STARTS_AFTER_MIN = 5;
const LASTS_MIN = 65;

/**
 * Scenario `silence`: soon after the present moment the second rest space and the first team lose the network. Their
 * devices keep what was asked and send it when the link comes back; where a team was is not kept.
 */
export function* withSilence(
  intentions: Iterable<Intention>,
  territory: LawTerritory,
  present: Instant,
): Generator<Intention, void> {
  const from = plus(present, STARTS_AFTER_MIN * MINUTE);
  const to = plus(from, LASTS_MIN * MINUTE);
  const space = territory.services.restSpaces[1]?.id;
  const team = territory.teams[0]?.id;
  const isSilent = (intention: Intention) =>
    intention.at >= from &&
    intention.at < to &&
    (('space' in intention && intention.space === space) || ('team' in intention && intention.team === team));
  let kept: Intention[] = [];
  for (const intention of intentions) {
    if (isSilent(intention)) {
      if (intention.kind !== 'presence-declared' && intention.kind !== 'went-underground')
        kept.push({ ...intention, at: to });
      continue;
    }
    if (intention.at >= to) {
      yield* kept;
      kept = [];
    }
    yield intention;
  }
}
