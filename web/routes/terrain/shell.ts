/** Keeps this screen, its fonts and its lists on the phone, so that it opens without network. Never a view. */
export async function installShell(scope: '/terrain' | '/ratp'): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js', { scope });
  } catch {
    // Refused by the browser: the screen works while it is open, and says so where it matters (storage).
  }
}

/** Asks the browser not to make room at the expense of what waits here. True when it agreed. */
export async function keepForGood(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
