import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLog } from '#server/log/embedded';
import type { LogPlace } from './event-log.contract.ts';

export type EmbeddedPlace = LogPlace & { folder: string };

/** A temporary folder with an embedded log in it. */
export function embeddedPlace(): EmbeddedPlace {
  const folder = join(mkdtempSync(join(tmpdir(), 'event-log-')), 'log');
  return {
    folder,
    open: () => Promise.try(() => openEmbeddedLog({ folder, newEpoch: randomUUID })),
    refuseUnwritable: () => {
      const db = new DatabaseSync(join(folder, 'log.sqlite'));
      db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON events_lasting WHEN NEW.kind = 'Unwritable'
        BEGIN SELECT RAISE(ABORT, 'storage refuses'); END`);
      db.close();
    },
    damageSnapshot: () => {
      const path = join(folder, 'snapshot');
      writeFileSync(path, readFileSync(path, 'utf8').replace('ok', 'ko'));
    },
    bytes: () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
    remove: () => rmSync(join(folder, '..'), { recursive: true, force: true }),
  };
}
