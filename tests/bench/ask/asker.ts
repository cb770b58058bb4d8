import type { RestSpaceId } from '#shared/kernel/ids';
import { answerWith } from '../child.ts';
import { openSocketIo, type Asking } from '../link.ts';
import { spaceOf, Tablet } from '../tablet.ts';
import { openHttp } from './http-link.ts';

/** So many connections, each asking again as soon as it is answered, so many commands in all. */
export type Ask = { dialect: 'socket.io' | 'http'; port: number; links: number; commands: number };
/** Milliseconds from question to answer. */
export type Asked = { p50: number };

// The devices, in a process of their own. Connections stay open between two series.
const links: Asking[] = [];
const opened = new Set<RestSpaceId>();

async function ask({ dialect, port, links: count, commands }: Ask): Promise<Asked> {
  const open = dialect === 'http' ? openHttp : openSocketIo;
  while (links.length < count) {
    const space = spaceOf(links.length);
    const link = await open(port, { door: 'restspace', space }, () => {});
    if (!opened.has(space)) await new Tablet(link, space).open();
    opened.add(space);
    links.push(link);
  }
  const delays: number[] = [];
  let left = commands;
  const asking = links.slice(0, count).map(async (link, index) => {
    const tablet = new Tablet(link, spaceOf(index));
    // An even number each: whoever came in has left, and the next series starts from an empty house.
    while (left > 0) {
      left -= 2;
      for (let tap = 0; tap < 2; tap += 1) {
        const start = performance.now();
        await tablet.count();
        delays.push(performance.now() - start);
      }
    }
  });
  await Promise.all(asking);
  delays.sort((a, b) => a - b);
  return { p50: delays[Math.floor(delays.length / 2)] ?? NaN };
}

answerWith(ask);
