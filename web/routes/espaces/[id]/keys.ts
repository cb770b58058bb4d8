/** What a key does on the counter. `U` and `Ctrl+Z` are the undo strip's own. */
export type KeyAction = 'entree' | 'sortie' | 'recompter' | 'aide';

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  e: 'entree',
  s: 'sortie',
  r: 'recompter',
  '?': 'aide',
};

/** A key held down counts once; letters belong to whoever writes, and to a sheet that is open. */
export function actionOfKey(event: KeyboardEvent): KeyAction | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return null;
  if (document.querySelector('dialog[open]')) return null;
  const { target } = event;
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]')) return null;
  return ACTIONS[event.key.toLowerCase()] ?? null;
}
