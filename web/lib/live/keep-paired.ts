import { PAIRING_PATHS, tokenAnswerSchema } from '#shared/access/pairing';
import { shutOut } from './shut-out.ts';

/** Not as soon as it opens: a browser writes its cookies down some time after it has them. */
const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;

/** Changes the token of this screen once an hour, so that a copy of it is worth little; returns how to stop. */
export function keepPaired(): () => void {
  let timer = setTimeout(again, FIRST_MS);
  function again(): void {
    timer = setTimeout(again, EVERY_MS);
    void refresh();
  }
  return () => clearTimeout(timer);
}

async function refresh(): Promise<void> {
  try {
    const answer = await fetch(PAIRING_PATHS.token, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { kind } = tokenAnswerSchema.parse(await answer.json());
    if (kind === 'not-paired') shutOut();
  } catch {
    // The link says that the server is away. The present token stays good: the next hour asks again.
  }
}
