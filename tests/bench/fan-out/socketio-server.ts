import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { tell } from '../child.ts';
import { LEAD_CHANGE } from './lead-change.ts';

// Anchor: socket.io as it comes. One room; whatever a tablet says is broadcast to it at once.
const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
io.on('connection', (socket) => {
  const { as } = socket.handshake.auth as { as: { door: string } };
  if (as.door === 'lead') void socket.join('lead');
  socket.on('command:send', ({ id }: { id: string }, reply: (ack: object) => void) => {
    io.to('lead').emit('view:changes', LEAD_CHANGE);
    reply({ outcome: 'accepted', id });
  });
});
http.listen(0, '127.0.0.1', () => tell({ port: (http.address() as AddressInfo).port }));
