import { WebSocket } from '../bare-ws.ts';
import { LEAD_CHANGE } from '../fan-out/lead-change.ts';
import type { Link, OpenLink } from '../link.ts';

/** The locations of the server are the doors: what is written at one is told at the other, and answered in order. */
export const openNchan: OpenLink = (port, as, onChanges) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${as.door}`, { perMessageDeflate: false });
  const waiting: (() => void)[] = [];
  socket.on('message', (message) => {
    if (as.door === 'lead') onChanges(message.toString());
    else waiting.shift()?.();
  });
  const link: Link = {
    socket,
    epoch: '',
    ask: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        socket.send(JSON.stringify(LEAD_CHANGE));
      }),
  };
  return new Promise((resolve) => socket.on('open', () => resolve(link)));
};
