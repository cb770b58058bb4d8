/**
 * The Cookie header of a browser once it has kept these Set-Cookie headers: what is read later in the same request must
 * know whoever has just come in, or gone.
 */
export function afterKeeping(header: string | undefined, lines: readonly string[]): string | undefined {
  const kept = new Map((header ?? '').split(';').flatMap(pairOf));
  for (const [name, value] of lines.flatMap((line) => pairOf(line.split(';')[0] ?? ''))) {
    if (value === '') kept.delete(name);
    else kept.set(name, value);
  }
  return [...kept].map(([name, value]) => `${name}=${value}`).join('; ') || undefined;
}

function pairOf(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at < 0 ? [] : [[text.slice(0, at).trim(), text.slice(at + 1).trim()]];
}
