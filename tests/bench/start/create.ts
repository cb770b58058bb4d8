import { tell } from '../child.ts';
import { createHistory } from './history.ts';

const [folder, events] = process.argv.slice(2);
await createHistory(String(folder), Number(events));
tell({});
