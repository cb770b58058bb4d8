import type { RequestHandler } from 'express';

/**
 * Where a request comes from and by which address it was asked, for the pages' server, which is another than ours and reads
 * it there. Whatever a sender wrote under these names is overwritten: a proxy is believed only where it is one of ours
 * (`trust proxy`).
 */
export const ADDRESS_HEADER = 'x-passerelle-address';
export const PROTOCOL_HEADER = 'x-passerelle-protocol';
export const HOST_HEADER = 'x-passerelle-host';

/**
 * The pages compare the origin of a form with the address that they were asked by. Where addresses are configured it is
 * one of them, whatever the request says: the one of the name that was asked, else the first.
 */
export function whereFrom(origins: readonly string[]): RequestHandler {
  const addresses = origins.map((origin) => new URL(origin));
  return (request, _response, next) => {
    const { headers } = request;
    const name = headers.host?.toLowerCase() ?? '';
    const address = addresses.find(({ host }) => host === name) ?? addresses[0];
    const isSecure = address ? address.protocol === 'https:' : request.protocol === 'https';
    headers[ADDRESS_HEADER] = request.ip ?? '';
    headers[PROTOCOL_HEADER] = isSecure ? 'https' : 'http';
    headers[HOST_HEADER] = address?.host ?? name;
    next();
  };
}
