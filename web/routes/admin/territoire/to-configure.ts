/** What of a pack's file is marked as a placeholder: its place in the file, as its checks would name it. */
export function toConfigure(file: string, value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { origin } = value as { origin?: { kind?: unknown } };
  if (origin?.kind === 'a-configurer') return [`${file}: ${path.join('.')}`];
  return Object.entries(value).flatMap(([key, inner]) => toConfigure(file, inner, [...path, key]));
}
