import type { Random } from '#server/demo/law/random';
import { hostileJson, MARK, pick } from './hostile-values.ts';

const METHODS = [
  'GET',
  'GET',
  'GET',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'TRACE',
  'OPTIONS',
  'PROPFIND',
  MARK,
] as const;
const PATHS = [
  '/api/health',
  '/exports/capacites.csv',
  '/fhir/R4/metadata',
  '/fhir/R4/Location',
  '/fhir/R4/Location/%2e%2e%2f',
  `/fhir/R4/HealthcareService?_id=${MARK}&_id[__proto__]=1`,
  '/socket.io/?EIO=4&transport=polling',
  `/socket.io/?EIO=3&transport=${MARK}&sid=${MARK}`,
  '/../../../../etc/passwd',
  '//ailleurs.example/%0d%0aset-cookie:a=b',
  '/%E0%A4%A',
  `/${MARK}`,
  '/.git/config',
  '/%00',
  '/fhir/R4/Location?__proto__[isAdmin]=1&constructor[prototype][isAdmin]=1',
  '/exports/capacites.csv?__proto__=1&prototype=1&toString=1',
  '/connexion?vers=__proto__&vers=constructor',
  '/fhir/R4/Location?_id=%F0%9F%92%A9%E2%80%AE%C0%AF%ED%A0%80',
  '/espaces/%e2%80%ae%cc%81%f0%9f%92%a9',
  '/mur?%5F%5Fproto%5F%5F=%00',
] as const;

/** What is sent on a link of its own, each by its name in the table of the run. */
export const REQUEST_KINDS = [
  'no HTTP',
  'a header that is too long',
  'a length and parts',
  'a version of no HTTP',
  'a body that is too long',
  'a request with prototype keys or letters of every kind',
  'a form with prototype keys',
  'a request of no such thing',
] as const;
export type HostileRequest = { readonly kind: (typeof REQUEST_KINDS)[number]; readonly text: string };

const FORM = '__proto__[isAdmin]=1&constructor.prototype.isAdmin=1&login[]=a&login[$ne]=&password=%00';

/**
 * One request on a link of its own: of this protocol, almost, or not at all.
 * @param turn its number among those of an attacker: each kind comes in its turn
 */
export function hostileRequest(random: Random, turn: number): HostileRequest {
  if (turn % 12 === 0) return { kind: 'no HTTP', text: `${MARK}\r\n\r\n` };
  if (turn % 12 === 1)
    return {
      kind: 'a header that is too long',
      text: `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${MARK.repeat(1_500)}\r\n\r\n`,
    };
  if (turn % 12 === 2)
    return {
      kind: 'a length and parts',
      text: `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    };
  if (turn % 12 === 3) return { kind: 'a version of no HTTP', text: `GET / HTTP/9.9\r\nhost: x\r\n\r\n` };
  if (turn % 12 === 4)
    return {
      kind: 'a body that is too long',
      text: `POST /${MARK} HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\nAAAA`,
    };
  if (turn % 12 === 5) {
    const path = pick(random, ['/connexion?/motdepasse', '/langue/en', '/connexion?/__proto__', '/nowhere']);
    return {
      kind: 'a form with prototype keys',
      text: `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(FORM)}\r\n\r\n${FORM}`,
    };
  }
  const method = pick(random, METHODS);
  const body = method === 'GET' || method === 'HEAD' ? '' : hostileJson(random);
  const path = pick(random, PATHS);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: x',
    'connection: close',
    `cookie: passerelle-session=${MARK}; __proto__=1; lang=${MARK}`,
    ...(random() < 0.3
      ? [`authorization: Door ${pick(random, [MARK, 'hospital extra', 'lead', '', '__proto__'])}`]
      : []),
    ...(random() < 0.3 ? [`origin: https://${MARK}.example`] : []),
    ...(random() < 0.3 ? [`x-forwarded-for: 192.0.2.1, ${MARK}`, `x-forwarded-proto: ${MARK}`] : []),
    ...(random() < 0.2 ? [`accept: ${MARK}`, 'accept-language: zz'] : []),
    ...(body === '' ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]),
  ];
  return {
    kind: /proto|constructor|%F0|%f0/.test(path)
      ? 'a request with prototype keys or letters of every kind'
      : 'a request of no such thing',
    text: `${lines.join('\r\n')}\r\n\r\n${body}`,
  };
}
