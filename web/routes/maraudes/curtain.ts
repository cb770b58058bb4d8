/** Real milliseconds without input after which the teams' places are hidden (UX 4.4). */
export const CURTAIN_AFTER_MS = 120_000;

/** Whether somebody drew it, and when somebody was last there (ms on the page's monotonic clock). */
export type Curtain = { readonly drawn: boolean; readonly touchedAt: number };

/** Whether the places are hidden: on demand, or because nobody has touched the console for two minutes. */
export function hides(curtain: Curtain, now: number): boolean {
  return curtain.drawn || now - curtain.touchedAt >= CURTAIN_AFTER_MS;
}

/** Somebody is there: a curtain that fell by itself opens, one that was drawn stays. */
export function touched(curtain: Curtain, now: number): Curtain {
  return now === curtain.touchedAt ? curtain : { ...curtain, touchedAt: now };
}

/** The key and the button: what was hidden shows, what showed is hidden. */
export function toggled(curtain: Curtain, now: number): Curtain {
  return { drawn: !hides(curtain, now), touchedAt: now };
}
