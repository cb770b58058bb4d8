import type { LogLine } from '#server/ports/logger';

/** Lines of the journal as they are written, causes with all that they tell. */
export function journalOf(lines: readonly LogLine[]): string {
  const written = (_: string, value: unknown) => (value instanceof Error ? value.stack : value);
  return lines.map((line) => JSON.stringify(line, written)).join('\n');
}
