import { error } from '@sveltejs/kit';

/** The whole journal as a file, sent as it is read. A demonstration says so in the file's name (UX 3.12). */
export async function exported(locals: App.Locals, format: 'csv' | 'jsonl', type: string): Promise<Response> {
  const { identity, simulated } = locals.host;
  if (!identity) error(404, { kind: 'refusal', message: 'not found' });
  const text = await identity.journal.export(format, locals.visit());
  if (text === null) error(403, { kind: 'refusal', message: 'forbidden' });
  const name = `journal${simulated ? '-donnees-simulees' : ''}.${format}`;
  return new Response(streamOf(text), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}

function streamOf(text: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const parts = text[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (stream) => {
      const part = await parts.next();
      if (part.done === true) stream.close();
      else stream.enqueue(encoder.encode(part.value));
    },
  });
}
