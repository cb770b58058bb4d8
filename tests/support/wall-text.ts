import type { Page } from 'playwright';

/** A piece of text as a reader in the room sees it; px of the page. */
export type WallText = {
  readonly text: string;
  /** Height of its font as it is drawn. */
  readonly size: number;
  readonly left: number;
  readonly right: number;
  /** Of its letters, without the room above and below that a font brings. */
  readonly top: number;
  readonly bottom: number;
  /** `value` where the text changes with what is observed; `map` on the map. */
  readonly kind: 'value' | 'map' | 'label';
  /** Cut by its own box or by the edge of the picture. */
  readonly isClipped: boolean;
};

/** Every visible piece of text of the wall, in the order of the document. */
export function wallTexts(wall: Page): Promise<WallText[]> {
  return wall.evaluate(() => {
    const stage = document.querySelector('.stage');
    if (!stage) throw new Error('no wall');
    const edge = stage.getBoundingClientRect();
    const walk = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    const found: WallText[] = [];
    while (walk.nextNode()) {
      const text = walk.currentNode.textContent?.trim().replaceAll('\u00a0', ' ') ?? '';
      const holder = walk.currentNode.parentElement;
      if (text === '' || !holder?.checkVisibility({ visibilityProperty: true })) continue;
      if (holder.closest('.visually-hidden, textarea')) continue;
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      const box = range.getBoundingClientRect();
      const drawn = holder instanceof SVGGraphicsElement ? (holder.getScreenCTM()?.a ?? 1) : 1;
      const size = parseFloat(getComputedStyle(holder).fontSize) * drawn;
      const middle = (box.top + box.bottom) / 2;
      found.push({
        text,
        size,
        left: box.left,
        right: box.right,
        top: middle - 0.4 * size,
        bottom: middle + 0.4 * size,
        kind: holder.closest('[data-drawing]')
          ? 'map'
          : holder.closest('[data-band], [data-alarm], [data-level] time, .chip')
            ? 'value'
            : 'label',
        isClipped:
          box.left < edge.left - 1 ||
          box.right > edge.right + 1 ||
          middle - 0.4 * size < edge.top ||
          middle + 0.4 * size > edge.bottom ||
          (getComputedStyle(holder).overflow !== 'visible' &&
            (holder.scrollWidth > holder.clientWidth + 1 || holder.scrollHeight > holder.clientHeight + 1)),
      });
    }
    return found;
  });
}

/** Pairs of texts that lie on one another. */
export function overlapsOf(texts: readonly WallText[]): string[] {
  return texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1,
      )
      .map((other) => `${one.text} / ${other.text}`),
  );
}

/** How many rows of text a reader counts: texts whose middles are less than half a row apart are on one. */
export function rowsOf(texts: readonly WallText[], rowHeight: number): number {
  const middles = texts.map(({ top, bottom }) => (top + bottom) / 2).sort((a, b) => a - b);
  return middles.filter((middle, index) => middle - (middles[index - 1] ?? -Infinity) > rowHeight / 2).length;
}
