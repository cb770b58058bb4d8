import { NO_REVISION, type Revision } from './revision.ts';

/** What a client holds of one view. */
export type Held<Entity> = {
  readonly revision: Revision;
  readonly entities: ReadonlyMap<string, { readonly rev: Revision; readonly value: Entity }>;
};

type Changes<Entity> = {
  from: Revision;
  to: Revision;
  changes: readonly { key: string; rev: Revision; value: Entity | null }[];
};

export function nothingHeld<Entity>(): Held<Entity> {
  return { revision: NO_REVISION, entities: new Map() };
}

/**
 * The view after these changes, or `gap` when something between was missed: the client then asks `changesSince` its
 * own revision. Applying the same changes twice, or older ones, changes nothing.
 */
export function applyChanges<Entity>(held: Held<Entity>, incoming: Changes<Entity>): Held<Entity> | 'gap' {
  if (incoming.from > held.revision) return 'gap';
  if (incoming.to <= held.revision) return held;
  const entities = new Map(held.entities);
  for (const { key, rev, value } of incoming.changes) {
    if (rev <= held.revision) continue;
    if (value === null) entities.delete(key);
    else entities.set(key, { rev, value });
  }
  return { revision: incoming.to, entities };
}
