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
] as const;

/** One request on a link of its own: of this protocol, almost, or not at all. */
export function hostileRequest(random: Random): string {
  const kind = random();
  if (kind < 0.04) return `${MARK}\r\n\r\n`;
  if (kind < 0.06) return `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${MARK.repeat(1_500)}\r\n\r\n`;
  if (kind < 0.08)
    return `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
  if (kind < 0.1) return `GET / HTTP/9.9\r\nhost: x\r\n\r\n`;
  if (kind < 0.12) return `POST /${MARK} HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\nAAAA`;
  const method = pick(random, METHODS);
  const body = method === 'GET' || method === 'HEAD' ? '' : hostileJson(random);
  const lines = [
    `${method} ${pick(random, PATHS)} HTTP/1.1`,
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
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
