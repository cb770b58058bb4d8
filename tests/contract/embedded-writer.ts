// Run by the kill test in a process of its own: embedded-writer.ts FOLDER SEED FROM
import { randomUUID } from 'node:crypto';
import { openEmbeddedLog } from '#server/log/embedded';
import { appendUntilKilled } from './append-plan.ts';

const [folder = '', seed, from] = process.argv.slice(2);
await appendUntilKilled(openEmbeddedLog({ folder, newEpoch: randomUUID }), Number(seed), Number(from));
