const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** By what way people reach a server. */
export type Reach = {
  readonly demo: boolean;
  /** Someone wrote out that a demonstration may be open to a network. */
  readonly demoPublic: boolean;
  readonly host: string;
  /** Its addresses in browsers, as origins. */
  readonly origins: readonly string[];
  /** Where they are written, for whoever puts them right. */
  readonly said?: string;
  readonly trustedProxies: readonly string[];
};

/**
 * Why a server must not start so; null when it may. A demonstration opens its doors to anyone, so it stays on its
 * machine; real accounts are signed in to over https, under an address that the server knows, or on its own machine.
 */
export function whyNotReached({
  demo,
  demoPublic,
  host,
  origins,
  said = 'ORIGIN',
  trustedProxies,
}: Reach): string | null {
  const isFromOutside = !LOOPBACK.includes(host) || trustedProxies.length > 0;
  if (demo) {
    return isFromOutside && !demoPublic
      ? 'HOST: a demonstration opens its doors to anyone, so it listens on this machine only, unless --demo-public is written out'
      : null;
  }
  if (isFromOutside && origins.length === 0)
    return `${said}: say the address by which browsers reach this server, for instance https://passerelle.example.org`;
  const inClear = origins.find((origin) => !isSecure(origin) && !isLoopback(origin));
  if (inClear !== undefined) return `${said}: https, unless it is of this machine`;
  return new Set(origins.map(isSecure)).size > 1 ? `${said}: all in https, or none` : null;
}

/** Whether people reach it over https: its cookies are then for https alone. */
export function isReachedSecurely(origins: readonly string[]): boolean {
  return origins.length > 0 && origins.every(isSecure);
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:');
}

/** Names under `localhost` are of this machine for every browser (RFC 6761): several territories are tried under them. */
function isLoopback(origin: string): boolean {
  const name = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  return LOOPBACK.includes(name) || name.endsWith('.localhost');
}
