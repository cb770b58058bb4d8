import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Shelf } from './ports.ts';
import { newKey, seal, unseal, type Sealed } from './sealing.ts';

interface Schema extends DBSchema {
  /** Under growing numbers: the order in which commands were said. */
  commands: { key: number; value: Sealed };
  keys: { key: 'device'; value: CryptoKey };
}
type Database = IDBPDatabase<Schema>;

/** Opens the device's storage. Rejects where there is none, or where it could not be encrypted. */
export async function openShelf(): Promise<Shelf> {
  // Absent from pages that were not served over TLS: what cannot be encrypted is not written (PRV-44).
  if (!('subtle' in crypto)) throw new Error('no encryption here');
  const database = await openDB<Schema>('outbox', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('commands', { autoIncrement: true });
      fresh.createObjectStore('keys');
    },
    // Another tab has a newer page that needs another form: it must not wait for this one.
    blocking: (_now, _next, { target }) => (target as IDBDatabase).close(),
  });
  // Asked so that the browser does not make room by forgetting what was not sent; it may say no.
  void navigator.storage?.persist?.();
  await keyOf(database);
  return {
    keys: () => database.getAllKeys('commands'),
    read: async (at) => {
      const [sealed, key] = await Promise.all([database.get('commands', at), database.get('keys', 'device')]);
      if (!sealed) return 'gone';
      return key ? unseal(key, sealed).catch(() => 'unreadable' as const) : 'unreadable';
    },
    put: async (kept) => {
      const sealed = await seal(await keyOf(database), kept);
      // Strict: on the disk, not in the system's memory, before anyone is told that it is kept.
      const writing = database.transaction('commands', 'readwrite', { durability: 'strict' });
      const [at] = await Promise.all([writing.store.add(sealed), writing.done]);
      return at;
    },
    replace: async (at, kept) => {
      const sealed = await seal(await keyOf(database), kept);
      const writing = database.transaction('commands', 'readwrite', { durability: 'strict' });
      if ((await writing.store.getKey(at)) !== undefined) await writing.store.put(sealed, at);
      await writing.done;
    },
    remove: (at) => database.delete('commands', at),
    erase: async () => {
      const erasing = database.transaction(['commands', 'keys'], 'readwrite', { durability: 'strict' });
      await Promise.all([
        erasing.objectStore('commands').clear(),
        // Without it, bytes that the disk has not overwritten yet say nothing either.
        erasing.objectStore('keys').clear(),
        erasing.done,
      ]);
    },
  };
}

/** The device's key: asked for each time, since another tab may have erased it; made when there is none. */
async function keyOf(database: Database): Promise<CryptoKey> {
  const found = await database.get('keys', 'device');
  if (found) return found;
  const fresh = await newKey();
  const keeping = database.transaction('keys', 'readwrite', { durability: 'strict' });
  // Two tabs may both have found none: the first one's is everybody's.
  const first = await keeping.store.get('device');
  if (!first) await keeping.store.put(fresh, 'device');
  await keeping.done;
  return first ?? fresh;
}
