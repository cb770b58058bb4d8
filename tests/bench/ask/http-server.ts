import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Append } from '#server/log/event-log';
import { tell } from '../child.ts';
import { openLog } from '../log/workload.ts';

type Waiting = { id: string; type: string; answer: () => void };

// Anchor: node:http, JSON.parse, and the same log in the same groups. It checks nothing and decides nothing.
const log = openLog(String(process.argv[2]));
const STREAM = 'rest-space:ER-1';
const GROUP = 256;
let version = 0;
const waiting: Waiting[] = [];
let isKeeping = false;

const http = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => (body += part));
  request.on('end', () => {
    const { id, command } = JSON.parse(body) as { id: string; command: { type: string } };
    const answer = () => response.end(JSON.stringify({ outcome: 'accepted', id }));
    waiting.push({ id, type: command.type, answer });
    if (!isKeeping) void keep();
  });
});

async function keep(): Promise<void> {
  isKeeping = true;
  while (waiting.length > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    const group = waiting.splice(0, GROUP);
    await log.appendGroup(group.map(appendOf));
    for (const { answer } of group) answer();
  }
  isKeeping = false;
}

function appendOf({ id, type }: Waiting): Append {
  const event = { type, space: 'ER-1', at: '2026-11-21T16:47:21.250Z' };
  return {
    commandId: id,
    stream: STREAM,
    expectedVersion: version++,
    events: [{ retention: 'r72h', event }],
    answer: { retention: 'r72h', outcome: { outcome: 'accepted' } },
  };
}

http.listen(0, '127.0.0.1', () => tell({ port: (http.address() as AddressInfo).port }));
