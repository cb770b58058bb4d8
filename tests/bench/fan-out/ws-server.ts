import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocketServer, type Ws } from '../bare-ws.ts';
import { tell } from '../child.ts';
import { LEAD_CHANGE } from './lead-change.ts';

// Anchor: bare `ws`. Whatever a tablet says is sent to each lead; `durable` writes it to the disk before.
const folder = process.argv[2];
const journal = process.argv[3] === 'durable' ? openSync(join(String(folder), 'raw'), 'a') : undefined;
const leads = new Set<Ws>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket, { url }) => {
  if (url === '/lead') {
    leads.add(socket);
    socket.on('close', () => leads.delete(socket));
    return;
  }
  socket.on('message', (message) => {
    const { id } = JSON.parse(message.toString()) as { id: string };
    if (journal !== undefined) {
      writeSync(journal, message);
      fdatasyncSync(journal);
    }
    const text = JSON.stringify(LEAD_CHANGE);
    for (const lead of leads) lead.send(text);
    socket.send(JSON.stringify({ outcome: 'accepted', id }));
  });
});
server.on('listening', () => tell({ port: server.address().port }));
process.on('exit', () => journal !== undefined && closeSync(journal));
