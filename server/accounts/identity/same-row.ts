import type { Change } from './store.ts';

/**
 * Whether both touch a row. A session of which both make the same is that; of an account it would be a code that serves
 * twice.
 */
export function isAboutTheSame(some: readonly Change[], others: readonly Change[]): boolean {
  const touched = new Map(some.flatMap((change) => rowOf(change)));
  return others.flatMap(rowOf).some(([row, becomes]) => {
    const there = touched.get(row);
    return there !== undefined && !(row.startsWith('sessions ') && there === becomes);
  });
}

const DROPPED = '';

function rowOf(change: Change): [row: string, becomes: string][] {
  if ('put' in change) return [[`${change.put} ${change.row.id}`, JSON.stringify(change.row)]];
  return 'drop' in change ? [[`${change.drop} ${change.id}`, DROPPED]] : [];
}
