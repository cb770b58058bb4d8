/** Letters and digits alone, without accents: `Château-Rouge` and `chateau rouge` are the same. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * The entries whose name fits what was typed, best first, at most `most`: begins with it, holds it, or nearly holds it
 * (one slip from four letters, two from eight: cold hands). Nothing typed finds nothing.
 */
export function searchedIn<Entry extends { readonly name: string }>(
  entries: readonly Entry[],
  typed: string,
  most = 8,
): Entry[] {
  const asked = folded(typed);
  if (asked === '') return [];
  return entries
    .map((entry) => ({ entry, rank: rankOf(folded(entry.name), asked) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => Number(a.rank) - Number(b.rank))
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** 0 is the best; null does not fit. */
function rankOf(name: string, asked: string): number | null {
  if (name.startsWith(asked)) return 0;
  if (` ${name}`.includes(` ${asked}`)) return 1;
  if (name.replaceAll(' ', '').includes(asked.replaceAll(' ', ''))) return 2;
  const allowed = asked.length >= 8 ? 2 : asked.length >= 4 ? 1 : 0;
  const slips = Math.min(...endings(name).map((ending) => slipsIn(ending, asked)));
  return slips <= allowed ? 2 + slips : null;
}

/** The name from each of its words on. */
function endings(name: string): string[] {
  const words = name.split(' ');
  return words.map((_, index) => words.slice(index).join(' '));
}

/** Fewest letters to add, drop, change or swap for `asked` to be the beginning of `name`. */
function slipsIn(name: string, asked: string): number {
  let twoBefore: number[] = [];
  let before = Array.from({ length: name.length + 1 }, (_, index) => index);
  for (let row = 1; row <= asked.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= name.length; column += 1) {
      const same = asked[row - 1] === name[column - 1];
      let least = Math.min(
        at(before, column) + 1,
        at(line, column - 1) + 1,
        at(before, column - 1) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && asked[row - 1] === name[column - 2] && asked[row - 2] === name[column - 1])
        least = Math.min(least, at(twoBefore, column - 2) + 1);
      line.push(least);
    }
    twoBefore = before;
    before = line;
  }
  return Math.min(...before);
}

function at(line: readonly number[], index: number): number {
  return line[index] ?? Number.POSITIVE_INFINITY;
}
