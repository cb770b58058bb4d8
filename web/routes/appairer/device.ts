import type { Device } from './pairing.svelte.ts';

/** This browser, as the pairing needs it. */
export const thisDevice: Device = {
  post: async (path, body) => {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as unknown;
  },
  now: () => performance.now(),
  pause: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    }),
  // The server knows what this screen is for: asked for this page again, it answers with that one.
  open: () => location.replace('/appairer'),
};
