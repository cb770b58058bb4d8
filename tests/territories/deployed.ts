import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { openIdentity } from '#server/accounts/identity/open-identity';
import { SettableClock, systemClock } from '#server/ports/clock';
import type { Grant } from '#shared/access/grant';
import { Child, PIPED } from '../canary/child.ts';
import { freePort } from '../support/free-port.ts';
import { newFolder } from '../support/served-app.ts';
import { person } from '../support/served-identity.ts';

const root = resolve(import.meta.dirname, '../..');
const PRODUCT = [
  'package.json',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json',
  'server',
  'shared',
  'web',
  'build',
];
const SECRET = 'un secret de trente-deux signes au moins';

/** The default pack, and one with the same places under names that are plainly of nowhere. */
export const TERRITORIES = ['paris-nord-est', 'exemple-2'] as const;
export type Deployed = (typeof TERRITORIES)[number];

/**
 * The product in a folder of its own, as an operator has it who added a pack and built its pages, with a deployment of two
 * territories. What rests of each is in the folder too.
 */
export class DeployedProduct {
  readonly folder = newFolder();
  readonly port: number;
  readonly metricsPort: number;
  readonly #environment: Record<string, string>;

  private constructor(port: number, metricsPort: number) {
    this.port = port;
    this.metricsPort = metricsPort;
    this.#environment = {
      PORT: String(port),
      PASSERELLE_METRICS_PORT: String(metricsPort),
      PASSERELLE_DATA: join(this.folder, 'data'),
      PASSERELLE_SECRET: SECRET,
      PASSERELLE_DEPLOYMENT: join(this.folder, 'deployment.json'),
    };
  }

  /** Copies and builds it: half a minute of a processor. */
  static async make(): Promise<DeployedProduct> {
    const product = new DeployedProduct(await freePort(), await freePort());
    const { folder } = product;
    for (const part of PRODUCT) cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'));
    product.#addPack();
    product.#approvePolicy();
    product.#write('deployment.json', {
      territories: TERRITORIES.map((territory) => ({
        territory,
        origins: [product.origin(territory)],
        policy: 'policy.json',
      })),
    });
    await promisify(execFile)(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', '--logLevel=warn'],
      {
        cwd: folder,
        env: { ...process.env, PASSERELLE_TERRITORY: TERRITORIES[1], NODE_ENV: 'production' },
      },
    );
    return product;
  }

  /** The name and port by which a browser asks for this territory. */
  host(territory: Deployed): string {
    return `${territory}.localhost:${this.port}`;
  }

  origin(territory: Deployed): string {
    return `http://${this.host(territory)}`;
  }

  /** `server/main.ts` with this deployment, and whatever else the environment is to say. */
  start(more: Record<string, string> = {}): Child {
    const { PASSERELLE_TERRITORY: _, ...inherited } = process.env;
    return new Child(
      spawn(process.execPath, ['server/main.ts'], {
        cwd: this.folder,
        env: { ...inherited, ...this.#environment, ...more },
        stdio: PIPED,
      }),
    );
  }

  /** Somebody who signed in at this territory: their Cookie header. Only while no server holds its identities. */
  async cookieOf(territory: Deployed, ...grants: readonly Grant[]): Promise<string> {
    const identityClock = new SettableClock(systemClock.now());
    const identity = await openIdentity(
      join(this.folder, 'data', territory, 'live'),
      { secret: SECRET, breachedPasswords: null, providers: null },
      { clock: identityClock, policy: () => '', isSecure: false, onFault: () => {} },
    );
    const { cookie } = await person({ identity, identityClock }, ...grants);
    await identity.close();
    return cookie;
  }

  /** Leaves a pack with a file that is none; gives how to mend it. */
  breakPack(territory: Deployed): () => void {
    const file = join(this.folder, 'shared/territories', territory, 'teams.json');
    const whole = readFileSync(file);
    writeFileSync(file, '{');
    return () => writeFileSync(file, whole);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #addPack(): void {
    const packs = join(this.folder, 'shared/territories');
    const [from, id] = TERRITORIES;
    cpSync(join(packs, from), join(packs, id), { recursive: true });
    this.#write(`shared/territories/${id}/territory.json`, {
      id,
      name: 'Territoire d’exemple, à configurer',
      shortName: 'Exemple',
    });
    const zones = JSON.parse(readFileSync(join(packs, from, 'zones.json'), 'utf8')) as {
      sectors: { name: string }[];
    };
    for (const [index, sector] of zones.sectors.entries()) sector.name = `Secteur d’exemple ${index + 1}`;
    this.#write(`shared/territories/${id}/zones.json`, zones);
  }

  /** The shipped policy waits for its two approvals, and so starts nothing real. */
  #approvePolicy(): void {
    const policy = JSON.parse(readFileSync(join(root, 'shared/policy/release.json'), 'utf8')) as {
      approvals: object[];
    };
    policy.approvals = [
      { role: 'dpo', name: 'Première approbation d’essai', on: '2026-01-02' },
      { role: 'representant-terrain', name: 'Seconde approbation d’essai', on: '2026-01-02' },
    ];
    this.#write('policy.json', policy);
  }

  #write(file: string, content: object): void {
    mkdirSync(join(this.folder, file, '..'), { recursive: true });
    writeFileSync(join(this.folder, file), JSON.stringify(content));
  }
}
