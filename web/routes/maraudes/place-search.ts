import type { Place } from '#shared/domain/pass/commands';
import type { LeadFacts } from './facts.ts';

export type FoundPlace = { readonly place: Place; readonly name: string; readonly detail: string };

const SHOWN = 5;

/** The places whose name holds what is typed, those that begin with it first; `lachapele` finds La Chapelle. */
export function placesMatching(facts: LeadFacts, typed: string, shown = SHOWN): FoundPlace[] {
  const wanted = plain(typed);
  return placesOf(facts)
    .map((found) => ({ found, weight: weightOf(plain(found.name), wanted) }))
    .filter(({ weight }) => weight !== null)
    .sort((a, b) => (a.weight ?? 0) - (b.weight ?? 0))
    .slice(0, shown)
    .map(({ found }) => found);
}

function placesOf({ zones, stations, sectors }: LeadFacts): FoundPlace[] {
  return [
    ...zones.map(({ id, name, sector }) => ({
      place: { kind: 'zone' as const, id },
      name,
      detail: sectors.find((each) => each.id === sector)?.name ?? '',
    })),
    ...stations.map(({ id, name, lines }) => ({
      place: { kind: 'station' as const, id },
      name,
      detail: lines.join(' '),
    })),
  ];
}

/** Less is nearer; null when it is another name. */
function weightOf(name: string, wanted: string): number | null {
  if (name.startsWith(wanted)) return 0;
  const at = name.indexOf(wanted);
  if (at >= 0) return 1;
  // One letter left out or doubled, as a hurried hand types: every letter is there, in order, with few between.
  return wanted.length >= 4 && isSpread(name, wanted) ? 2 : null;
}

function isSpread(name: string, wanted: string): boolean {
  const [first = ''] = wanted;
  for (let start = name.indexOf(first); start >= 0; start = name.indexOf(first, start + 1)) {
    let at = start;
    let skipped = 0;
    for (const letter of wanted) {
      const next = name.indexOf(letter, at);
      if (next < 0) {
        skipped = Infinity;
        break;
      }
      skipped += next - at;
      at = next + 1;
    }
    if (skipped <= 2) return true;
  }
  return false;
}

/** Letters and digits only, without accents, in lower case. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
