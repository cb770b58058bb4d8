import type { Instant } from '#shared/kernel/instant';
import { tell } from '../child.ts';
import { beginOf, createHistory } from './history.ts';

const [folder, events, endsBefore] = process.argv.slice(2);
const begins = endsBefore === undefined ? undefined : beginOf(Number(events), endsBefore as Instant);
await createHistory(String(folder), Number(events), begins);
tell({});
