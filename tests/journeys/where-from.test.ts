import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OTHER_PASSWORD } from '../support/identity.ts';
import { paris } from '../support/said.ts';
import { servePagesLive, type ServedLive } from '../support/served-identity.ts';

let served: ServedLive;
afterAll(() => served.stop());

/** How many sign-ins are answered before one is asked to wait, when each says that it is for somebody else. */
async function triesBeforeAWait(
  url: string,
  headers: (n: number) => Record<string, string>,
): Promise<number> {
  for (let n = 0; n < 45; n += 1) {
    const answer = await fetch(`${url}/connexion?/motdepasse`, {
      method: 'POST',
      body: new URLSearchParams({ login: `inconnu-${n}@exemple.test`, password: OTHER_PASSWORD }),
      headers: { origin: url, accept: 'text/html', ...headers(n) },
    });
    await answer.text();
    if (answer.status === 429) return n;
  }
  return 45;
}

describe('where a sign-in comes from, behind a proxy of ours', () => {
  beforeAll(async () => {
    served = await servePagesLive(paris('17:01:10'), { trustedProxies: ['127.0.0.1'] });
  });

  test('[IDN-20] is what the proxy adds, and nothing that was written before it', async () => {
    const forged = (n: number) => ({
      'x-forwarded-for': `203.0.${n}.7, 198.51.100.9`,
      'x-passerelle-address': `203.0.${n}.7`,
    });
    expect(await triesBeforeAWait(served.url, forged)).toBe(30);
    const others = (n: number) => ({ 'x-forwarded-for': `203.0.${n}.7` });
    expect(await triesBeforeAWait(served.url, others)).toBe(45);
  });
});
