import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../support/free-port.ts';

export const BROKERS = ['mosquitto', 'nchan'] as const;
export type BrokerName = (typeof BROKERS)[number];
export type Broker = { readonly pid: number; readonly port: number; stop(): Promise<void> };

/** Debian's place for the module of libnginx-mod-nchan. */
const NCHAN = '/usr/lib/nginx/modules/ngx_nchan_module.so';
const PATIENCE_MS = 10_000;

/** Whether Debian's package is installed: what needs it says so otherwise. */
export function isHere(name: BrokerName): boolean {
  switch (name) {
    case 'mosquitto':
      return spawnSync('mosquitto', ['-h']).error === undefined;
    case 'nchan':
      return spawnSync('nginx', ['-v']).error === undefined && existsSync(NCHAN);
  }
}

/** Starts one process of it on a port of loopback, and resolves once it listens. All its files are in `folder`. */
export async function startBroker(name: BrokerName, folder: string): Promise<Broker> {
  const port = await freePort();
  const config = join(folder, 'broker.conf');
  writeFileSync(config, CONFIGS[name](port, folder));
  const child = spawn(name === 'nchan' ? 'nginx' : 'mosquitto', ['-c', config], { stdio: 'ignore' });
  const left = () => child.kill('SIGKILL');
  process.once('exit', left);
  const gone = once(child, 'exit');
  const until = performance.now() + PATIENCE_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || performance.now() > until) throw new Error(`${name} did not start`);
    await pause(50);
  }
  return {
    pid: child.pid ?? Number.NaN,
    port,
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
      process.off('exit', left);
    },
  };
}

/** Nothing is kept and nothing is written down: both only pass on what they are given. */
const CONFIGS: Record<BrokerName, (port: number, folder: string) => string> = {
  // With no plain listener, 2.0.11 ends as it starts: it counts those alone.
  mosquitto: (port, folder) => `
listener 0 ${folder}/plain
listener ${port} 127.0.0.1
protocol websockets
allow_anonymous true
persistence false
sys_interval 0
log_dest none
set_tcp_nodelay true
max_queued_messages 0
${process.getuid?.() === 0 ? 'user root' : ''}
`,
  nchan: (port, folder) => `
load_module ${NCHAN};
daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/errors;
worker_rlimit_nofile 20000;
events { worker_connections 16384; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    location = /lead { nchan_subscriber websocket; nchan_channel_id all; nchan_subscriber_first_message newest; }
    location = /restspace { nchan_publisher websocket; nchan_channel_id all; nchan_message_buffer_length 0; }
  }
}
`,
};

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
