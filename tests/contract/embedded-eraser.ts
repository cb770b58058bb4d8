// Run by the kill test in a process of its own: embedded-eraser.ts FOLDER SEED
import { randomUUID } from 'node:crypto';
import { openEmbeddedLog } from '#server/log/embedded';
import { eraseUntilKilled } from './append-plan.ts';

const [folder = '', seed] = process.argv.slice(2);
await eraseUntilKilled(openEmbeddedLog({ folder, newEpoch: randomUUID }), Number(seed));
