import { afterEach, beforeEach, expect, test } from 'vitest';
import { paris } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';

let served: Served;
beforeEach(async () => {
  served = await serveApp(paris('17:01:10'));
});
afterEach(() => served.stop());

test.each(['/api/health', '/nowhere', '/socket.io/?EIO=4&transport=polling'])(
  '[GAT-40, PRV-2, PRV-43] every answer refuses sensors, guessing of types and keeping: %s',
  async (path) => {
    const { headers } = await fetch(`${served.url}${path}`);
    expect(headers.get('permissions-policy')).toBe('geolocation=(), camera=(), microphone=()');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
    expect(headers.get('cache-control')).toBe('no-store');
    for (const told of ['etag', 'last-modified', 'x-powered-by']) expect(headers.get(told)).toBeNull();
  },
);

test('[SEC-11] a browser is told to come by https only by a server that it finds so', async () => {
  expect((await fetch(`${served.url}/api/health`)).headers.get('strict-transport-security')).toBeNull();
  const behind = await serveApp(paris('17:01:10'), undefined, { origins: ['https://passerelle.example'] });
  for (const path of ['/api/health', '/nowhere', '/socket.io/?EIO=4&transport=polling'])
    expect((await fetch(`${behind.url}${path}`)).headers.get('strict-transport-security')).toBe(
      'max-age=63072000; includeSubDomains',
    );
  await behind.stop();
});

test('[GAT-41] health says that the server answers, readiness that people may be sent to it, and neither anything of the field', async () => {
  const response = await fetch(`${served.url}/api/health`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  const ready = await fetch(`${served.url}/api/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
});

test('[SEC-17] over https a preference is kept for this host alone, under a name that no other can set', async () => {
  const behind = await serveApp(paris('17:01:10'), undefined, { origins: ['https://passerelle.example'] });
  for (const server of [served, behind])
    server.app.express.use(({ headers }, response) => {
      response.setHeader('set-cookie', ['lang=fr; Path=/', 'theme=dark; Path=/; Secure', 'autre=1']);
      response.end(headers.cookie);
    });
  const ask = async ({ url }: Served) => {
    const cookie = 'lang=xx; __Host-lang=en; theme=light; __Host-autre=1; autre=2';
    const answer = await fetch(`${url}/nowhere`, { headers: { cookie } });
    return { read: await answer.text(), kept: answer.headers.getSetCookie() };
  };
  expect(await ask(behind)).toEqual({
    read: 'lang=en; __Host-autre=1; autre=2',
    kept: ['__Host-lang=fr; Path=/; Secure', '__Host-theme=dark; Path=/; Secure', 'autre=1'],
  });
  expect((await ask(served)).kept).toEqual(['lang=fr; Path=/', 'theme=dark; Path=/; Secure', 'autre=1']);
  await behind.stop();
});
