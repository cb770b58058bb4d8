/** One thing that is wrong in a pack. `path` is written as in the file: `zones[3].label`. */
export type Finding = { readonly file: PackFile; readonly path: string; readonly reason: string };

export type PackFile =
  'territory.json' | 'zones.json' | 'stations.json' | 'services.json' | 'teams.json' | 'rhythm.json';

/** A finding for every id that was already given earlier in the list. */
export function repeated(
  file: PackFile,
  list: string,
  entries: readonly { readonly id: string }[],
): Finding[] {
  const seen = new Map<string, number>();
  return entries.flatMap(({ id }, index) => {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    return first === undefined
      ? []
      : [{ file, path: `${list}[${index}].id`, reason: `${id} is already ${list}[${first}]` }];
  });
}

/** A finding for every entry whose parent is not in the table of parents (PRV-11). */
export function orphans<Entry>(
  file: PackFile,
  list: string,
  entries: readonly Entry[],
  field: keyof Entry & string,
  parents: readonly { readonly id: string }[],
): Finding[] {
  const known = new Set(parents.map(({ id }) => id));
  return entries.flatMap((entry, index) => {
    const parent = String(entry[field]);
    return known.has(parent)
      ? []
      : [{ file, path: `${list}[${index}].${field}`, reason: `${parent} is not in the pack` }];
  });
}
