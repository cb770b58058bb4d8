import type { RequestHandler } from 'express';
import { keptAs, PREFERENCES } from '#shared/access/preferences';

const BOUND = PREFERENCES.map((name) => ({ name, kept: keptAs(name, true) }));

/**
 * For a server that is found by https: preferences are kept under names that only it can set, for it alone. Under their
 * plain names they are not believed: another host of the domain may have put them.
 */
export const boundPreferences: RequestHandler = ({ headers }, response, next) => {
  if (headers.cookie !== undefined) headers.cookie = asPagesReadIt(headers.cookie);
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((...said: Parameters<typeof writeHead>) => {
    const cookies = [response.getHeader('set-cookie') ?? []].flat().map(String);
    if (cookies.length > 0) response.setHeader('set-cookie', cookies.map(asBrowsersKeepIt));
    return writeHead(...said);
  }) as typeof response.writeHead;
  next();
};

function asPagesReadIt(cookie: string): string {
  return cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => !BOUND.some(({ name }) => pair.startsWith(`${name}=`)))
    .map((pair) => {
      const bound = BOUND.find(({ kept }) => pair.startsWith(`${kept}=`));
      return bound === undefined ? pair : pair.slice(bound.kept.length - bound.name.length);
    })
    .join('; ');
}

function asBrowsersKeepIt(cookie: string): string {
  const bound = BOUND.find(({ name }) => cookie.startsWith(`${name}=`));
  if (bound === undefined) return cookie;
  const isMarked = /;\s*secure\b/i.test(cookie);
  return `${bound.kept}${cookie.slice(bound.name.length)}${isMarked ? '' : '; Secure'}`;
}
