import type { IncomingMessage, Server } from 'node:http';
import { provideHost, type Host } from '#shared/host';
import type { Limits } from '#server/limits/limits';
import { boundedServer } from '#server/http/server';
import { turnAway } from '#server/http/turn-away';

/** What the front hands a request to: the server of one territory, which listens nowhere itself. */
export type Hosted = { readonly http: Server; readonly host: Host; readonly isReady: () => boolean };

/** What those who watch over the process ask, by whatever name they have for it: its answers are the same for all. */
const PROBES = ['/api/health', '/api/ready'];

/**
 * One listening server before those of several territories. The name that a browser asked decides, and nothing else
 * does: not a path, a cookie or a header that a page could set. A name that is nobody's is answered as misdirected, unless it
 * asks whether the process lives and is ready: it is once every territory is.
 * @param hosted by the name and port of its address, in lower case, as in `paris.passerelle.example:8443`
 */
export function frontServer(limits: Limits['requests'], hosted: ReadonlyMap<string, Hosted>): Server {
  const of = ({ headers }: IncomingMessage) => hosted.get((headers.host ?? '').toLowerCase());
  /** Whichever is not ready yet answers for all of them. */
  const ofAll = ({ url }: IncomingMessage) => {
    if (!PROBES.includes(url ?? '')) return undefined;
    const all = [...hosted.values()];
    return all.find(({ isReady }) => !isReady()) ?? all[0];
  };
  const front = boundedServer(limits, (request, response) => {
    const territory = of(request) ?? ofAll(request);
    if (!territory) return turnAway(response, 421);
    provideHost(territory.host, request);
    // eslint-disable-next-line no-restricted-syntax -- hands a request on within this process: nothing leaves by it
    territory.http.emit('request', request, response);
  });
  front.on('upgrade', (request, socket, head) => {
    const territory = of(request);
    if (!territory) return void socket.destroy();
    // eslint-disable-next-line no-restricted-syntax -- as above
    territory.http.emit('upgrade', request, socket, head);
  });
  return front;
}
