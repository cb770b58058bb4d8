import type { Audience } from './view/changes.ts';
import type { FirstFrame } from './wire/down.ts';

/**
 * What a page may ask of the server that renders it. The pages and the server are bundled apart, so a module cannot
 * be shared between them: one slot on `globalThis` is, filled by `server/main.ts` before the first request.
 */
export type Host = {
  /** What this audience would receive first, taken through the outbox; null when the request may not see it. */
  firstFrame(audience: Audience, cookie: string | null): FirstFrame | null;
  /** Whether the demonstration runs: only then do the doors of the landing page exist. */
  readonly simulated: boolean;
  /** Simulated seconds in a real one. */
  readonly speed: number;
};

const slot = Symbol.for('passerelle.host');
type Slot = { [slot]?: Host };

export function provideHost(host: Host): void {
  (globalThis as Slot)[slot] = host;
}

export function useHost(): Host {
  const host = (globalThis as Slot)[slot];
  if (!host) throw new Error('no host: the pages are served by server/main.ts');
  return host;
}
