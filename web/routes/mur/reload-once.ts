import { WIRE_VERSION } from '#shared/wire/version';

const KEY = 'reloaded-from';

/** Leaves a page built for another server, once: one that still differs after it must not reload in a circle. */
export function reloadOnce(): void {
  if (sessionStorage.getItem(KEY) === WIRE_VERSION) return;
  sessionStorage.setItem(KEY, WIRE_VERSION);
  location.reload();
}
