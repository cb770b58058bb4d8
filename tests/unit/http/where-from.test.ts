import { expect, test } from 'vitest';
import { ADDRESS_HEADER, HOST_HEADER, PROTOCOL_HEADER, whereFrom } from '#server/http/where-from';

type Asked = Parameters<ReturnType<typeof whereFrom>>[0];

/** The address by which the pages are told that they were asked. */
function toldBy(origins: string[], host: string, written: Record<string, string> = {}): string {
  const request = { headers: { host, ...written }, ip: '192.0.2.7', protocol: 'http' } as unknown as Asked;
  whereFrom(origins)(request, {} as never, () => {});
  expect(request.headers[ADDRESS_HEADER]).toBe('192.0.2.7');
  return `${String(request.headers[PROTOCOL_HEADER])}://${String(request.headers[HOST_HEADER])}`;
}

const NORD = 'https://nord.exemple.test';
const SPARE = 'https://secours.exemple.test:8443';

test('[DEP-9] a server with several addresses is told the one that was asked, whatever its case', () => {
  expect(toldBy([NORD, SPARE], 'nord.exemple.test')).toBe(NORD);
  expect(toldBy([NORD, SPARE], 'Secours.exemple.test:8443')).toBe(SPARE);
});

test('[DEP-9] a name that is none of its addresses is taken for the first, and never for itself', () => {
  expect(toldBy([NORD, SPARE], 'ailleurs.exemple.test')).toBe(NORD);
});

test('[DEP-9] what a request writes of it is overwritten', () => {
  const forged = {
    [HOST_HEADER]: 'ailleurs.exemple.test',
    [PROTOCOL_HEADER]: 'https',
    [ADDRESS_HEADER]: '::1',
  };
  expect(toldBy([NORD], 'nord.exemple.test', forged)).toBe(NORD);
  expect(toldBy([], '127.0.0.1:3000', forged)).toBe('http://127.0.0.1:3000');
});
