import { commandSendSchema, type Door } from '#shared/wire/up';
import { FORBIDDEN_KEYS } from '#shared/wire/field';
import { WIRE_VERSION } from '#shared/wire/version';
import { commandId, space, team } from '../support/said.ts';
import { COMMANDS } from '../support/wire-samples.ts';
import { float64 } from './numbers.ts';
import { ADDRESS, AGENT, HEAD_COUNT, NAME, POINT, TAP, TAP_MS } from './planted.ts';

// Every place where a client can write something, and what is planted there.

const { lat, lon } = POINT;

const PLANTS: readonly unknown[] = [
  lat,
  String(lon),
  [lon, lat],
  { lat, lon, accuracy: 12 },
  `geo:${lat},${lon}`,
  HEAD_COUNT,
  NAME,
  TAP,
  TAP_MS,
  ADDRESS,
];

/** Every value made from this one by planting one thing: in the place of each part of it, and as one key more. */
export function planted(value: unknown): unknown[] {
  if (Array.isArray(value)) return [...PLANTS, ...PLANTS.map((plant) => [...(value as unknown[]), plant])];
  if (value === null || typeof value !== 'object') return [...PLANTS];
  return [
    ...PLANTS,
    ...Object.entries(value).flatMap(([key, part]) =>
      planted(part).map((plant) => ({ ...value, [key]: plant })),
    ),
    ...FORBIDDEN_KEYS.map((key, index) => ({ ...value, [key]: PLANTS[index % PLANTS.length] })),
    { ...value, [NAME]: lat },
    { ...value, [`${lat},${lon}`]: NAME },
  ];
}

/** Messages that are not commands, each with something planted in it. Those that the protocol has a place for are not here. */
export function hostileMessages(): unknown[] {
  return Object.values(COMMANDS)
    .flatMap((command) => planted({ id: commandId(7), command }))
    .filter((message) => !commandSendSchema.safeParse(message).success);
}

/** Commands of the right form, about places that no territory has: an id may be long enough to hide a point or a name. */
export function shapedCommands(): object[] {
  const hidden = [
    `${NAME.toLowerCase()}`,
    `48-8971337731-2-3719998877`,
    `${ADDRESS.replaceAll('.', '-')}-${TAP_MS}`,
    `head-${HEAD_COUNT}`,
  ];
  return hidden.flatMap((word) => [
    { ...COMMANDS.DeclarePass, place: { kind: 'zone', id: `z-${word}` } },
    { ...COMMANDS.DeclarePass, place: { kind: 'station', id: `st-${word}` } },
    { ...COMMANDS.DeclarePresence, place: { kind: 'zone', id: `z-${word}` } },
    { ...COMMANDS.DeclarePresence, place: { kind: 'station', id: `st-${word}` } },
  ]);
}

const BY_NAME: { [Name in Door['door']]: Extract<Door, { door: Name }> } = {
  wall: { door: 'wall' },
  lead: { door: 'lead' },
  hospital: { door: 'hospital' },
  coordination: { door: 'coordination' },
  mobile: { door: 'mobile' },
  ratp: { door: 'ratp' },
  restspace: { door: 'restspace', space: space('ER-1') },
  outreach: { door: 'outreach', team: team('T2') },
};
/** Every door of the demonstration; a new one that is not here does not compile. */
export const DOORS: readonly Door[] = Object.values(BY_NAME);

export function handshakeOf(as: Door): { wire: string; as: Door; since: null } {
  return { wire: WIRE_VERSION, as, since: null };
}

/** What a browser or a relay says of whoever asks. */
export const HEADERS = {
  'user-agent': AGENT,
  'x-forwarded-for': `${ADDRESS}, 10.0.0.1`,
  'x-real-ip': ADDRESS,
  forwarded: `for=${ADDRESS};host=${NAME}`,
  referer: `https://carte.example/?lat=${lat}&lon=${lon}&nom=${NAME}`,
  'accept-language': `fr;q=0.${HEAD_COUNT}, ${NAME}`,
  authorization: `Basic ${Buffer.from(`${NAME}:${lat},${lon}`).toString('base64')}`,
  cookie: [
    `nom=${NAME}`,
    `position=${lat},${lon}`,
    `lang=${NAME}`,
    `theme=${NAME}`,
    `session=${Buffer.from(`${lat};${lon}`).toString('base64')}`,
  ].join('; '),
  'sec-ch-prefers-color-scheme': NAME,
  'if-none-match': `"${lat}-${HEAD_COUNT}"`,
  'x-request-id': `${TAP_MS}-${NAME}`,
  'x-position': `${lat},${lon}`,
} as const;

export const QUERY = new URLSearchParams({
  lat: String(lat),
  lon: String(lon),
  nom: NAME,
  combien: String(HEAD_COUNT),
  quand: TAP,
  ip: ADDRESS,
}).toString();

export type HostileRequest = { method: string; path: string; body?: string | Buffer; type?: string };

/** Answers where a map is drawn, or the pack's own points are. */
export function isDrawn({ path }: HostileRequest): boolean {
  return /^\/(mur|maraudes|carte|plan|confidentialite|_app)/.test(path);
}

const PAGES = ['/', '/mur', '/maraudes', '/accessibilite', '/confidentialite', '/carte.json', '/api/health'];

/** Requests that carry planted values in their path, their query and their body; send them with `HEADERS`. */
export function hostileRequests(): HostileRequest[] {
  const json = JSON.stringify({ lat, lon, nom: NAME, combien: HEAD_COUNT, quand: TAP });
  const doubles = Buffer.concat([float64(lat, 'LE'), float64(lon, 'LE')]);
  return [
    ...PAGES.map((path) => ({ method: 'GET', path: `${path}?${QUERY}` })),
    ...PAGES.map((path) => ({ method: 'HEAD', path: `${path}?${QUERY}` })),
    ...PAGES.flatMap((path) => [
      { method: 'POST', path: `${path}?${QUERY}`, body: json, type: 'application/json' },
      { method: 'POST', path, body: QUERY, type: 'application/x-www-form-urlencoded' },
      { method: 'PUT', path, body: doubles, type: 'application/octet-stream' },
      { method: 'DELETE', path: `${path}?${QUERY}` },
      { method: 'OPTIONS', path: `${path}?${QUERY}` },
    ]),
    { method: 'GET', path: `/${lat},${lon}/${NAME}?${QUERY}` },
    { method: 'GET', path: `/%34%38.8971337731/%ZZ/${NAME}` },
    { method: 'GET', path: `/api/${NAME}/${HEAD_COUNT}` },
    { method: 'GET', path: `/langue/${NAME}?${QUERY}` },
    { method: 'GET', path: `/langue/fr?${QUERY}` },
    { method: 'GET', path: `/plan/${NAME}.svg?${QUERY}` },
    { method: 'GET', path: `/mur/__data.json?${QUERY}` },
    { method: 'GET', path: `/_app/immutable/${NAME}.js?${QUERY}` },
    { method: 'GET', path: `/socket.io/?EIO=4&transport=polling&sid=${NAME}&${QUERY}` },
    { method: 'GET', path: `/socket.io/?EIO=9&transport=${NAME}&${QUERY}` },
    { method: 'POST', path: `/socket.io/?EIO=4&transport=polling&${QUERY}`, body: json, type: 'text/plain' },
  ];
}
