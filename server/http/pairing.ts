import {
  json,
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { PAIRING_PATHS, stateAskedSchema } from '#shared/access/pairing';
import type { Visit } from '#shared/access/visit';
import type { Identity } from '#server/accounts/identity/identity';
import type { Outbox } from '#server/gateway/outbox';
import { mayConnect } from '#server/gateway/origin';
import type { Logger } from '#server/ports/logger';
import { releaseCode, releaseNextToken, releasePairingRefusal, releaseState } from '#server/release/pairing';

export type PairingPorts = {
  readonly identity: Identity;
  readonly outbox: Outbox;
  readonly logger: Logger;
  /** Whose pages may ask, when they are not the host that is asked. */
  readonly origins: readonly string[];
  /** A failure of ours, with its cause. Gives the reference under which the journal has it. */
  readonly onFault: (cause: unknown) => string;
};

/** Longer than any body of these. */
const MOST_BYTES = 512;

/** By which an unattended screen is paired, and changes its token: for pages of ours alone. */
export function pairingRoutes({ identity, outbox, logger, origins, onFault }: PairingPorts): Router {
  const { pairing, screens, holders } = identity;

  const code: RequestHandler = async (request, response) => {
    const visit = visitOf(request);
    // A page left open on a screen must not take its token away.
    if (screens.of(visit.cookie)) return outbox.document(response, 200, releaseCode({ kind: 'paired' }));
    const answer = await pairing.ask(visit);
    if (answer.kind === 'TooOften') {
      response.setHeader('retry-after', answer.seconds);
      return outbox.document(response, 429, releaseCode(answer));
    }
    const { cookies, ...shown } = answer;
    give(response, cookies);
    outbox.document(response, 200, releaseCode(shown));
  };

  const state: RequestHandler = async (request, response) => {
    const asked = stateAskedSchema.safeParse(request.body);
    if (!asked.success) return refuse(response, 'malformed');
    const answer = await pairing.poll(asked.data.deviceCode, visitOf(request));
    if (answer.kind !== 'approved') return outbox.document(response, 200, releaseState(answer));
    give(response, answer.cookies);
    outbox.document(response, 200, releaseState({ kind: 'approved' }));
  };

  const token: RequestHandler = async (request, response) => {
    const visit = visitOf(request);
    const cookies = await screens.refresh(visit);
    give(response, cookies);
    const kind = cookies.length > 0 ? 'refreshed' : screens.of(visit.cookie) ? 'unchanged' : 'not-paired';
    outbox.document(response, 200, releaseNextToken({ kind }));
  };

  function refuse(response: Response, kind: 'foreign' | 'malformed'): void {
    logger({ kind: 'violation', rule: `pairing-${kind}` });
    outbox.document(response, kind === 'foreign' ? 403 : 400, releasePairingRefusal({ kind }));
  }

  /** Another site's form must not unpair a screen: what has no origin of ours, or is not JSON, is not read. */
  const ours: RequestHandler = (request, response, next) => {
    const { headers } = request;
    if (headers.origin === undefined || !mayConnect(headers, origins, holders.holderOf(headers.cookie)))
      return refuse(response, 'foreign');
    if (!request.is('application/json')) return refuse(response, 'malformed');
    next();
  };

  const onError: ErrorRequestHandler = (cause: unknown, _request, response, _next) => {
    // What the reader of bodies throws is its sender's, and has a status of their own.
    if (cause instanceof Error && 'status' in cause) return refuse(response, 'malformed');
    outbox.document(response, 500, releasePairingRefusal({ kind: 'fault', reference: onFault(cause) }));
  };

  const router = Router();
  const body = json({ limit: MOST_BYTES, inflate: false });
  router.post(PAIRING_PATHS.code, ours, body, code);
  router.post(PAIRING_PATHS.state, ours, body, state);
  router.post(PAIRING_PATHS.token, ours, body, token);
  router.use(Object.values(PAIRING_PATHS), onError);
  return router;
}

function visitOf({ headers, ip }: Request): Visit {
  return { cookie: headers.cookie, address: ip, userAgent: headers['user-agent'] };
}

function give(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append('set-cookie', cookie);
}
