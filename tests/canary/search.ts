import type { Form } from './form.ts';
import { ANY_CASE, EXACT, Needles, type Found } from './needles.ts';
import { unwrap, type Layer } from './unwrap.ts';

/** A planted value that came out: what, and under which wrappings. */
export type Hit = { readonly form: string; readonly under: string };

/** How far apart the two halves of a point may be written, in bytes. */
const BESIDE = 64;
/** A gzip in a base64 in a JSON string in a gzip is found; deeper is not looked for. */
const DEEPEST = 4;
/** Bytes. Shorter ones hold no planted value; longer ones are not kept to be recognised. */
const [SHORTEST, REMEMBERED] = [4, 4096];

/**
 * Where the bytes come from. `bare`: nothing there looks like a place or a count of people. `crowded`: maps, or thousands
 * of simulated facts; a value counts there only when nothing else could have written it.
 */
export type Ground = 'bare' | 'crowded';

export class Searcher {
  readonly #text: Needles;
  readonly #bytes: Needles;

  constructor(forms: readonly Form[]) {
    this.#text = new Needles(forms.filter(({ kind }) => kind === 'text'));
    this.#bytes = new Needles(forms.filter(({ kind }) => kind === 'bytes'));
  }

  /** Every planted value in these bytes, each form once per wrapping; nothing when they are clean. */
  hitsIn(bytes: Buffer, ground: Ground = 'bare'): Hit[] {
    const hits = new Map<string, Hit>();
    const seen = new Set<string>();
    const look = (layer: Pick<Layer, 'bytes' | 'aligned'>, under: readonly string[]) => {
      for (const { form } of this.#counted(layer.bytes, ground)) {
        const hit = { form: form.name, under: under.join(' in ') || 'plain' };
        hits.set(JSON.stringify(hit), hit);
      }
      if (under.length === DEEPEST) return;
      for (const inner of unwrap(layer)) {
        if (inner.bytes.length < SHORTEST) continue;
        if (inner.bytes.length < REMEMBERED) {
          const key = inner.bytes.toString('latin1');
          if (seen.has(key)) continue;
          seen.add(key);
        }
        look(inner, [inner.how, ...under]);
      }
    };
    look({ bytes, aligned: true }, []);
    return [...hits.values()];
  }

  #counted(layer: Buffer, ground: Ground): Found[] {
    const found = [...this.#text.in(layer, ANY_CASE), ...this.#bytes.in(layer, EXACT)];
    return found.filter(({ form, at }) => {
      if (form.weight === 'sure' || (form.weight === 'plain' && ground === 'bare')) return true;
      const other = { lat: 'lon', lon: 'lat', point: null }[form.side ?? 'point'];
      return found.some(
        (beside) =>
          beside.form.side === other &&
          other !== null &&
          beside.form.way === form.way &&
          Math.abs(beside.at - at) <= BESIDE,
      );
    });
  }
}
