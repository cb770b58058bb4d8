/** Keeps the screen on while it is visible, where the browser can; returns how to stop. */
export function keepAwake(): () => void {
  const ask = () => {
    if (document.visibilityState === 'visible' && 'wakeLock' in navigator) {
      navigator.wakeLock.request('screen').catch(() => {
        // Refused on battery or by policy: the room's own settings then decide.
      });
    }
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  return () => document.removeEventListener('visibilitychange', ask);
}
