import type { RequestHandler } from 'express';

/**
 * Where a request comes from, for the pages' server, which is another than ours and reads it there. Whatever a sender
 * wrote under these names is overwritten: a proxy is believed only where it is one of ours (`trust proxy`).
 */
export const ADDRESS_HEADER = 'x-passerelle-address';
export const PROTOCOL_HEADER = 'x-passerelle-protocol';

export const whereFrom: RequestHandler = (request, _response, next) => {
  request.headers[ADDRESS_HEADER] = request.ip ?? '';
  request.headers[PROTOCOL_HEADER] = request.protocol === 'https' ? 'https' : 'http';
  next();
};
