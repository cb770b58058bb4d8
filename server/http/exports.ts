import { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { MINUTE, instantAt, msOf, type Instant } from '#shared/kernel/instant';
import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { ENDPOINTS, type Endpoint } from '#shared/access/pages';
import { tellOf, type Audit } from '#server/accounts/audit';
import type { RefusalTrail } from '#server/accounts/refusal-trail';
import { REST_SCHEME, restReading, type RestCallers } from '#server/accounts/rest-caller';
import {
  askedCsv,
  askedLocation,
  askedLocations,
  askedMetadata,
  askedService,
  askedServices,
} from '#server/exports/asked';
import type { ExportRefusal } from '#server/exports/outcome';
import type { Outbox } from '#server/gateway/outbox';
import type { Clock } from '#server/ports/clock';
import type { Logger } from '#server/ports/logger';
import { releaseExport, releaseExportRefusal } from '#server/release/release';
import { audienceOf, type ViewKey, type Views } from '#server/release/views';

export type ExportPorts = Pick<RestCallers, 'grants' | 'holders'> & {
  /** Whether what is read is a demonstration: each file says so. */
  simulated: boolean;
  audit: Audit;
  /** Told who asked for a file that they may not read. */
  refusals: Pick<RefusalTrail, 'tell'>;
  outbox: Outbox;
  views: Views;
  clock: Clock;
  logger: Logger;
  /** As it is in force at the moment of the request. */
  territory: () => Territory;
  policy: Policy;
  /** A failure of ours, with its cause. Gives the reference under which the journal has it. */
  onFault: (cause: unknown) => string;
};

const [FHIR, FILE] = ENDPOINTS;

/** The capacities for other software, read-only: FHIR R4 and CSV, from the view of whoever asks. */
export function exportRoutes(ports: ExportPorts): Router {
  const { outbox, views, clock, logger, territory, policy, onFault, simulated } = ports;
  const callers = { grants: ports.grants, holders: ports.holders, views: views.keys };

  function refuse(response: Response, refusal: ExportRefusal): void {
    if (refusal.kind === 'identity') response.set('www-authenticate', `${REST_SCHEME} realm="Passerelle"`);
    if (refusal.kind === 'read-only') response.set('allow', 'GET, HEAD');
    if (refusal.kind === 'identity' || refusal.kind === 'forbidden' || refusal.kind === 'malformed')
      logger({ kind: 'violation', rule: `export-${refusal.kind}` });
    outbox.exported(response, releaseExportRefusal(refusal));
  }

  /** Whose view, at each request; then what is asked; then the gate. */
  function answer(
    endpoint: Endpoint,
    read: (request: Request) => ReturnType<typeof askedCsv> | ExportRefusal,
  ): RequestHandler {
    return (request, response) => {
      const reading = restReading(request.headers, endpoint, callers);
      if (reading.kind !== 'view') {
        if (reading.kind === 'forbidden')
          ports.refusals.tell(ports.holders.holderOf(request.headers.cookie), 'file', clock.now());
        return refuse(response, reading);
      }
      const asked = read(request);
      switch (asked.kind) {
        case 'identity':
        case 'forbidden':
        case 'malformed':
        case 'not-found':
        case 'read-only':
        case 'fault':
          return refuse(response, asked);
        default: {
          const at = clock.now();
          const { view, reader } = reading;
          const setting = { territory: territory(), asOf: lastTickOf(view, at, policy), simulated };
          tellOf(ports.audit, reader, { kind: 'Exported', view: audienceOf(view) }, at);
          outbox.exported(response, releaseExport(views, view, at, asked, setting));
        }
      }
    };
  }

  const onError: ErrorRequestHandler = (cause: unknown, _request, response, _next) => {
    // A path that does not decode is its sender's; all else is ours.
    refuse(
      response,
      cause instanceof URIError
        ? { kind: 'malformed', parameter: null }
        : { kind: 'fault', reference: onFault(cause) },
    );
  };

  const otherwise = (endpoint: Endpoint) =>
    answer(endpoint, ({ method }) =>
      method === 'GET' || method === 'HEAD' ? { kind: 'not-found' } : { kind: 'read-only' },
    );
  const fhir = Router();
  fhir.get(
    '/metadata',
    answer(FHIR, ({ query }) => askedMetadata(query)),
  );
  fhir.get(
    '/Location',
    answer(FHIR, ({ query }) => askedLocations(query)),
  );
  fhir.get(
    '/Location/:id',
    answer(FHIR, ({ params, query }) => askedLocation(String(params['id']), query)),
  );
  fhir.get(
    '/HealthcareService',
    answer(FHIR, ({ query }) => askedServices(query)),
  );
  fhir.get(
    '/HealthcareService/:id',
    answer(FHIR, ({ params, query }) => askedService(String(params['id']), query)),
  );
  fhir.use(otherwise(FHIR), onError);

  const files = Router();
  files.get(
    '/',
    answer(FILE, ({ query }) => askedCsv(query)),
  );
  files.use(otherwise(FILE), onError);

  const router = Router();
  router.use(FHIR, fhir);
  router.use(FILE, files);
  return router;
}

/** The last tick on which what this view is told as a class may have changed. */
function lastTickOf(view: ViewKey, at: Instant, { clock, roles }: Policy): Instant {
  const minutes = audienceOf(view) === 'ratp' ? roles.ratp.rest.tick_min : clock.capacity_tick_min;
  const tick = minutes * MINUTE;
  return instantAt(Math.floor(msOf(at) / tick) * tick);
}
