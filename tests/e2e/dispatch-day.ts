import type { ReportKind, ReportOrigin } from '#shared/domain/field-report/commands';
import type { Place } from '#shared/domain/pass/commands';
import type { CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { connect, type Client } from '../support/client.ts';
import { commandId, station, zone } from '../support/said.ts';
import type { Served } from '../support/served-app.ts';

/** Teams on tour, posts and a second lead on real sockets: what happened before a console is looked at. */
export class DispatchDay {
  readonly #served: Served;
  readonly lead: Client;
  readonly #teams = new Map<string, Client>();
  #filed = 0;

  private constructor(served: Served, lead: Client) {
    this.#served = served;
    this.lead = lead;
  }

  static async begin(served: Served): Promise<DispatchDay> {
    return new DispatchDay(served, await connect(served.url, { door: 'lead' }));
  }

  at(instant: Instant): Promise<void> {
    return this.#served.at(instant);
  }

  /** Says it, and fails when it is not taken. */
  async say(from: Client, command: object, id?: CommandId): Promise<void> {
    const ack = await from.send(command, id);
    if (ack.outcome !== 'accepted' && ack.outcome !== 'volatile') {
      throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(ack)}`);
    }
  }

  /** A team opens its tour, and says where it is. */
  async out(team: string, place: Place, status: string): Promise<void> {
    const phone = await connect(this.#served.url, { door: 'outreach', team } as never);
    this.#teams.set(team, phone);
    await this.say(phone, { type: 'OpenMaraude', level: 'mixte' });
    if (place.kind === 'station') {
      await this.say(phone, { type: 'GoUnderground', station: place.id, exitIn: '40' });
    } else await this.say(phone, { type: 'DeclarePresence', place, status });
  }

  team(name: string): Client {
    const phone = this.#teams.get(name);
    if (!phone) throw new Error(`${name} is not out`);
    return phone;
  }

  /** Somebody noticed something; gives the report's id. */
  async report(origin: ReportOrigin, place: Place, kind: ReportKind, seenAt: Instant): Promise<CommandId> {
    const id = commandId(0xd15 * 0x100 + (this.#filed += 1));
    const command = { type: 'FileReport', origin, place, kind, people: '5-9', seenAt };
    if (origin !== 'ratp') await this.say(this.lead, command, id);
    else {
      const post = await connect(this.#served.url, { door: 'ratp', post: 'RATP-1' } as never);
      await this.say(post, command, id);
      post.close();
    }
    return id;
  }

  /** What the lead's view holds now of this entity. */
  held(key: string): unknown {
    return this.#served.app.world.lead.value(key);
  }

  close(): void {
    for (const client of [this.lead, ...this.#teams.values()]) client.close();
  }
}

export const PLACES = {
  dormoy: station('st-marx-dormoy'),
  ourcq: zone('z-ourcq'),
  goutteDor: zone('z-goutte-dor'),
  chapelle: zone('z-chapelle'),
  stalingrad: zone('z-stalingrad'),
  rosaParks: zone('z-rosa-parks'),
  belleville: zone('z-belleville'),
  chateauRouge: station('st-chateau-rouge'),
} as const;
