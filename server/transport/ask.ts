import { SECOND } from '#shared/kernel/instant';
import type { Asked } from './poller.ts';

const WITHIN_MS = 30 * SECOND;
/** The whole network's disruptions are a few megabytes. */
const MAX_BYTES = 32 * 1024 * 1024;

export type Feed = { readonly url: string; readonly key: string };

/** One question to the feed. Never throws; the key goes to that address alone, so no redirection is followed. */
export async function askFeed(
  { url, key }: Feed,
  withinMs = WITHIN_MS,
  maxBytes = MAX_BYTES,
): Promise<Asked> {
  try {
    const response = await fetch(url, {
      headers: { apikey: key, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    });
    if (!response.ok || !response.body) return { ok: false, why: 'refuse' };
    const text = await textOf(response.body, maxBytes);
    if (text === null) return { ok: false, why: 'trop-gros' };
    return { ok: true, answer: JSON.parse(text) as unknown };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { ok: false, why: 'forme' };
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    return { ok: false, why: late ? 'delai' : 'reseau' };
  }
}

/** Null once it is larger than `maxBytes`: the rest is not read. */
async function textOf(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
