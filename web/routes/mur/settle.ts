import { MINUTE } from '#shared/kernel/instant';

/** What stands still for this long steps back, so that nothing burns itself into the panel (UX 4.3). Real time. */
const SETTLED_AFTER_MS = 30 * MINUTE;
/** Each piece of the picture whose figures change together. */
const FIGURES =
  '.picture :is([data-band], .situation, .as-of, .share b), .scene :is(.said, .hour, .place, .name)';

/**
 * Marks the figures of this picture that have not changed for half an hour, and unmarks one in the step in which it
 * changes; returns how to stop. Alarms and the clock are no figures.
 */
export function settleFigures(stage: HTMLElement): () => void {
  const changedAt = new WeakMap<Element, { text: string; at: number }>();
  function look(): void {
    const now = performance.now();
    for (const figure of stage.querySelectorAll(FIGURES)) {
      const text = figure.textContent;
      const known = changedAt.get(figure);
      if (known?.text !== text) changedAt.set(figure, { text, at: now });
      const isSettled = known?.text === text && now - known.at >= SETTLED_AFTER_MS;
      figure.toggleAttribute('data-settled', isSettled);
    }
  }
  const watch = new MutationObserver(look);
  watch.observe(stage, { childList: true, characterData: true, subtree: true });
  const timer = setInterval(look, MINUTE);
  look();
  return () => {
    watch.disconnect();
    clearInterval(timer);
  };
}
