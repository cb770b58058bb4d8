import { expect, test } from 'vitest';
import { readConfig } from '#server/config';
import { eachOf } from '#server/deployment/environment';
import { mayConnect } from '#server/gateway/origin';
import { WIRE_VERSION } from '#shared/wire/version';
import { connect, refusalOf } from '../support/client.ts';
import { paris } from '../support/said.ts';
import { serveApp } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';
import { GRANTS } from './everyone.ts';

const lead = { wire: WIRE_VERSION, as: { door: 'lead' }, since: null };

test('[GAT-53] a person’s cookie connects from a page of the host asked, and from nowhere else', async () => {
  const holders = new TestHolders();
  const served = await serveApp(paris('17:01:10'), undefined, { demo: false, holders });
  const cookie = holders.account(GRANTS.lead);
  (await connect(served.url, { door: 'lead' }, { headers: { cookie, origin: served.url } })).close();
  for (const origin of [
    undefined,
    'null',
    'https://ailleurs.example',
    served.url.replace('127.0.0.1', '127.0.0.2'),
  ]) {
    const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
    expect([origin, await refusalOf(served.url, lead, headers)]).toEqual([
      origin,
      expect.stringMatching(/websocket error/),
    ]);
  }
  await served.stop();
});

test('[GAT-53] behind another name, the pages of the configured origins connect, and no longer those of the host', async () => {
  const holders = new TestHolders();
  const origins = ['https://passerelle.example', 'https://secours.example'];
  const served = await serveApp(paris('17:01:10'), undefined, { demo: false, holders, origins });
  const cookie = holders.account(GRANTS.lead);
  for (const origin of origins)
    (await connect(served.url, { door: 'lead' }, { headers: { cookie, origin } })).close();
  for (const origin of [
    served.url,
    'http://passerelle.example',
    'https://passerelle.example.ailleurs.example',
  ])
    expect(await refusalOf(served.url, lead, { cookie, origin })).toMatch(/websocket error/);
  await served.stop();
});

test('[GAT-53] a browser that asks its own site without naming the page says so by another header', () => {
  const holder = { kind: 'screen', screen: '' as never } as const;
  const asked = { host: 'passerelle.example' };
  expect(mayConnect({ ...asked, 'sec-fetch-site': 'same-origin' }, [], holder)).toBe(true);
  expect(mayConnect({ ...asked, 'sec-fetch-site': 'cross-site' }, [], holder)).toBe(false);
  expect(mayConnect(asked, [], holder)).toBe(false);
  expect(mayConnect(asked, [], { kind: 'anyone' })).toBe(true);
});

test('[GAT-53] several origins are configured with commas between them, each an address', () => {
  const origins = (ORIGIN?: string) =>
    eachOf(readConfig([], { ORIGIN }).territories).flatMap((territory) => territory.origins);
  expect(origins()).toEqual([]);
  expect(origins('https://passerelle.example/, https://secours.example:8443')).toEqual([
    'https://passerelle.example',
    'https://secours.example:8443',
  ]);
  expect(() => origins('passerelle.example')).toThrow(/ORIGIN/);
  expect(() => origins('javascript:alert(1)')).toThrow(/ORIGIN/);
});
