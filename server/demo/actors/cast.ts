import { alarmKeySchema } from '#shared/domain/alarm/commands';
import { assertNever } from '#shared/kernel/assert-never';
import type { CommandId, RatpPostId, RestSpaceId, TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Entity } from '#shared/view/entity';
import type { LeadEntity } from '#shared/view/lead';
import type { Command, Door } from '#shared/wire/up';
import type { DemoClock, DemoOptions } from '../options.ts';
import type { Intention, WardIntention } from '../law/intention.ts';
import type { LawTerritory } from '../law/territory.ts';
import { Device, type FinalAck } from './device.ts';
import { DispatchDesk, type Follows } from './dispatch-desk.ts';
import { DownstreamDesk } from './downstream-desk.ts';
import { phoneCommand } from './phone.ts';
import type { Speaker } from './speaker.ts';
import { tabletCommand } from './tablet.ts';
import { WardDesk } from './ward-desk.ts';

type CastOptions = {
  readonly url: string;
  readonly territory: LawTerritory;
  readonly clock: Pick<DemoClock, 'now'>;
  readonly newId: () => CommandId;
  readonly follows: Follows;
  readonly readFeed?: DemoOptions['readFeed'];
  /** Told of each answer: what was asked (its kind only) and how it ended. */
  readonly onAnswer: (asked: Command['type'], answer: FinalAck) => void;
};

/** Everybody of the simulated day, each at its own device: the phones, the tablets, the desks. */
export class Cast {
  readonly ward: WardDesk;
  readonly downstream: DownstreamDesk;
  readonly dispatch: DispatchDesk;
  readonly #lead: Device;
  readonly #console: () => readonly Entity[];
  readonly #posts: ReadonlyMap<RatpPostId, Device>;
  readonly #phones: ReadonlyMap<TeamId, Device>;
  readonly #tablets: ReadonlyMap<RestSpaceId, Device>;
  readonly #desk: Device;
  readonly #mobile: Device;
  readonly #coordination: Device;
  readonly #clock: CastOptions['clock'];
  readonly #readFeed: () => void;
  readonly #onAnswer: CastOptions['onAnswer'];

  constructor({ url, territory, clock, newId, follows, readFeed, onAnswer }: CastOptions) {
    const device = (as: Door) => new Device({ url, as, newId });
    this.#clock = clock;
    this.#readFeed = readFeed ?? (() => {});
    this.#onAnswer = onAnswer;
    this.#phones = new Map(territory.teams.map(({ id }) => [id, device({ door: 'outreach', team: id })]));
    this.#tablets = new Map(
      territory.services.restSpaces.map(({ id }) => [id, device({ door: 'restspace', space: id })]),
    );
    this.#desk = device({ door: 'hospital' });
    this.#mobile = device({ door: 'mobile' });
    this.#coordination = device({ door: 'coordination' });
    this.#lead = device({ door: 'lead' });
    this.#console = this.#lead.watch();
    this.#posts = new Map(territory.ratpPosts.map(({ id }) => [id, device({ door: 'ratp', post: id })]));
    this.dispatch = new DispatchDesk(
      (from, command) => this.#speak(from, command),
      () => clock.now(),
      follows,
    );
    this.downstream = new DownstreamDesk((from, command) => this.#speak(from, command));
    this.ward = new WardDesk(
      (from, command) => this.#speak(from, command),
      territory.services.ward.beds.value,
    );
  }

  /** Does what is intended. Resolves once the server has answered. */
  async follow(intention: Intention): Promise<void> {
    switch (intention.kind) {
      case 'space-opened':
      case 'space-closed':
      case 'person-entered':
      case 'person-left':
      case 'person-turned-away':
      case 'space-recounted':
      case 'space-confirmed':
      case 'regime-switched':
      case 'space-declared-full':
      case 'space-full-lifted':
      case 'service-switched':
      case 'day-sheet-filed': {
        const command = tabletCommand(intention, this.#clock.now());
        if (command) await this.#speak({ kind: 'space', space: intention.space }, command);
        return;
      }
      case 'tour-started':
      case 'presence-declared':
      case 'pass-declared':
      case 'went-underground':
      case 'came-up':
      case 'tour-ended':
      case 'tour-reported':
        await this.#speak({ kind: 'team', team: intention.team }, phoneCommand(intention));
        return;
      case 'report-filed':
      case 'report-acknowledged':
      case 'report-assigned':
      case 'report-reached':
      case 'report-closed':
      case 'mission-given':
      case 'mission-taken':
      case 'mission-reached':
      case 'mission-finished':
        return this.dispatch.follow(intention);
      case 'unit-reported':
      case 'unit-confirmed':
      case 'housing-reported':
      case 'hospital-team-set':
      case 'outing-asked':
      case 'outing-accepted':
      case 'outing-refused':
      case 'outing-done':
      case 'placement-opened':
      case 'placement-advanced':
      case 'residence-asked':
      case 'residence-accepted':
      case 'residence-declined':
      case 'placement-ended':
        return this.downstream.follow(intention);
      case 'network-lost':
        this.#phones.get(intention.team)?.cut();
        return;
      case 'network-back':
        this.#phones.get(intention.team)?.mend();
        return;
      case 'silence-acknowledged': {
        const alarm = alarmKeySchema.parse(`A2:${intention.team}`);
        await this.#speak({ kind: 'lead' }, { type: 'AcknowledgeAlarm', alarm });
        return;
      }
      case 'feed-read':
        return this.#readFeed();
      default:
        return this.ward.follow(intention satisfies WardIntention);
    }
  }

  /** Lets those who look at a screen do what it shows to be due. */
  look(now: Instant): Promise<void> {
    return this.dispatch.look(this.#console() as readonly LeadEntity[], now);
  }

  stop(): void {
    const desks = [this.#desk, this.#mobile, this.#coordination, this.#lead, ...this.#posts.values()];
    for (const device of [...this.#phones.values(), ...this.#tablets.values(), ...desks]) device.stop();
  }

  async #speak(from: Speaker, command: Command): Promise<FinalAck | undefined> {
    const answer = await this.#deviceOf(from)?.ask(command);
    if (answer) this.#onAnswer(command.type, answer);
    return answer;
  }

  #deviceOf(from: Speaker): Device | undefined {
    switch (from.kind) {
      case 'team':
        return this.#phones.get(from.team);
      case 'space':
        return this.#tablets.get(from.space);
      case 'ward':
        return this.#desk;
      case 'mobile':
        return this.#mobile;
      case 'coordination':
        return this.#coordination;
      case 'lead':
        return this.#lead;
      case 'ratp':
        return this.#posts.get(from.post);
      default:
        return assertNever(from);
    }
  }
}
