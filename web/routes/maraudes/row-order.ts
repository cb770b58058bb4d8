/**
 * The order in which rows are drawn. A list that is frozen keeps the one it had, and what is new waits at its end; the
 * row that holds the focus stays where it is, whatever happens around it (K04).
 */
export function rowOrder<Id>(
  shown: readonly Id[],
  wanted: readonly Id[],
  { frozen, focused }: { readonly frozen: boolean; readonly focused: Id | null },
): readonly Id[] {
  if (frozen) {
    const kept = shown.filter((id) => wanted.includes(id));
    return [...kept, ...wanted.filter((id) => !shown.includes(id))];
  }
  const place = focused === null ? -1 : shown.indexOf(focused);
  if (focused === null || place < 0 || !wanted.includes(focused)) return wanted;
  const others = wanted.filter((id) => id !== focused);
  return [...others.slice(0, place), focused, ...others.slice(place)];
}
