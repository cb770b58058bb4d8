/** A fact of a pack that is a placeholder still: its file, and its place there as the pack's checks name it. */
export type Awaited = { readonly file: string; readonly path: readonly string[] };

/** What of a pack's file is marked as a placeholder, in the order of the file. */
export function toConfigure(file: string, value: unknown, path: readonly string[] = []): Awaited[] {
  if (typeof value !== 'object' || value === null) return [];
  const { origin } = value as { origin?: { kind?: unknown } };
  if (origin?.kind === 'a-configurer') return [{ file, path }];
  return Object.entries(value).flatMap(([key, inner]) => toConfigure(file, inner, [...path, key]));
}
