import type { AdmissionCode, CommandId, PlacementCode } from '#shared/kernel/ids';
import type { CodedKey, CodedPositions } from './due.ts';

/** With one more fact of what this key names. */
export function located(known: CodedPositions, key: CodedKey, position: number): CodedPositions {
  return new Map(known).set(key, [...(known.get(key) ?? []), position]);
}

/** What an erasure of these positions ends (`over`: it is erased whole), and where the facts of the others are (`left`). */
export function afterErasing(
  known: CodedPositions,
  positions: readonly number[],
): { over: CodedKey[]; left: CodedPositions } {
  const erased = new Set(positions);
  const isOver = ([, facts]: readonly [CodedKey, readonly number[]]) =>
    facts.some((position) => erased.has(position));
  return {
    over: [...known].filter(isOver).map(([key]) => key),
    left: new Map([...known].filter((entry) => !isOver(entry))),
  };
}

export function requestOf(key: CodedKey): AdmissionCode | null {
  return key.startsWith('request:') ? (named(key) as AdmissionCode) : null;
}

export function placementOf(key: CodedKey): PlacementCode | null {
  return key.startsWith('placement:') ? (named(key) as PlacementCode) : null;
}

/** The id that opened a mission or a tour. */
export function openingOf(key: CodedKey): CommandId {
  return named(key) as CommandId;
}

function named(key: CodedKey): string {
  return key.slice(key.indexOf(':') + 1);
}
