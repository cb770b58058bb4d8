import { resolve } from 'node:path';
import { FORMS } from './encodings.ts';
import { filesUnder } from './resting.ts';
import { Searcher } from './search.ts';

const pack = resolve(import.meta.dirname, '../../shared/territories/paris-nord-est');

/** Forms that the territory itself writes: the cell of resolution 9 around the planted point is one of its zone's. */
export const FORMS_OF_THE_PACK: readonly string[] = [
  ...new Set(
    filesUnder(pack).flatMap(({ bytes }) =>
      new Searcher(FORMS).hitsIn(bytes, 'crowded').map(({ form }) => form),
    ),
  ),
];

/** Everything else, for what is drawn from the pack: pages, built files. */
export const drawnSearcher = new Searcher(FORMS.filter(({ name }) => !FORMS_OF_THE_PACK.includes(name)));
