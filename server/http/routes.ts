import type { Express } from 'express';
import type { Outbox } from '#server/gateway/outbox';
import type { WhyAway } from '#server/log/event-log';
import { isReachedSecurely } from '#server/reach';
import { releaseHealth, releaseReadiness } from '#server/release/release';
import { doorkeeper, type DoorkeeperPorts } from './doorkeeper.ts';
import { exportRoutes, type ExportPorts } from './exports.ts';
import type { SayHeaders } from './headers.ts';
import { pairingRoutes, type PairingPorts } from './pairing.ts';
import { boundPreferences } from './preferences.ts';
import { whereFrom } from './where-from.ts';

export type RoutePorts = {
  readonly outbox: Outbox;
  readonly headers: SayHeaders;
  /** The origins whose pages are ours, when they are not the host that is asked. */
  readonly origins: readonly string[];
  /** Proxies whose word is believed on where a request comes from: addresses or ranges. */
  readonly trustedProxies: readonly string[];
  /** Whether people may be sent here, what is known of the clock, and why the storage takes nothing, if it does not. */
  readonly readiness: () => {
    readonly isReady: boolean;
    readonly clock: 'fine' | 'off' | 'wrong';
    readonly storage: WhyAway | null;
  };
  /** Resolves once whoever came in by this cookie on another server is known here. */
  readonly heed: (cookie: string | undefined) => Promise<void>;
  readonly door: DoorkeeperPorts;
  /** Resolves once pages may be answered. */
  readonly opened: Promise<void>;
  /** How unattended screens are paired; null where nobody is known. */
  readonly pairing: PairingPorts | null;
  readonly exports: ExportPorts;
};

/** What is answered before any page: probes, the doorkeeper, the pairing of screens and files. Pages come after it. */
export function addRoutes(app: Express, ports: RoutePorts): void {
  const { outbox, headers, origins, trustedProxies, readiness, heed, door, opened } = ports;
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', [...trustedProxies]);
  app.use(headers);
  app.use(whereFrom(origins));
  if (isReachedSecurely(origins)) app.use(boundPreferences);
  app.get('/api/health', (_request, response) => {
    outbox.document(response, 200, releaseHealth());
  });
  app.get('/api/ready', (_request, response) => {
    const { isReady, clock, storage } = readiness();
    outbox.document(response, isReady ? 200 : 503, releaseReadiness(isReady, clock, storage));
  });
  // First of all: whoever came in on another server a moment ago is no stranger here.
  app.use((request, _response, next) => void heed(request.headers.cookie).then(() => next(), next));
  app.use(doorkeeper(door));
  app.use((_request, _response, next) => void opened.then(() => next()));
  if (ports.pairing) app.use(pairingRoutes(ports.pairing));
  app.use(exportRoutes(ports.exports));
}
