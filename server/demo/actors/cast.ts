import { assertNever } from '#shared/kernel/assert-never';
import type { CommandId, RestSpaceId, TeamId } from '#shared/kernel/ids';
import type { Command, Door } from '#shared/wire/up';
import type { Filer, Intention, WardIntention } from '../law/intention.ts';
import type { LawTerritory } from '../law/territory.ts';
import { Device, type FinalAck } from './device.ts';
import { phoneCommand } from './phone.ts';
import { tabletCommand } from './tablet.ts';
import { WardDesk } from './ward-desk.ts';

type CastOptions = {
  readonly url: string;
  readonly territory: LawTerritory;
  readonly newId: () => CommandId;
  /** Told of each answer: what was asked (its kind only) and how it ended. */
  readonly onAnswer: (asked: Command['type'], answer: FinalAck) => void;
};

/** Everybody of the simulated day, each at its own device: the phones, the tablets, the ward desk. */
export class Cast {
  readonly ward: WardDesk;
  readonly #phones: ReadonlyMap<TeamId, Device>;
  readonly #tablets: ReadonlyMap<RestSpaceId, Device>;
  readonly #desk: Device;
  readonly #onAnswer: CastOptions['onAnswer'];

  constructor({ url, territory, newId, onAnswer }: CastOptions) {
    const device = (as: Door) => new Device({ url, as, newId });
    this.#onAnswer = onAnswer;
    this.#phones = new Map(territory.teams.map(({ id }) => [id, device({ door: 'outreach', team: id })]));
    this.#tablets = new Map(
      territory.services.restSpaces.map(({ id }) => [id, device({ door: 'restspace', space: id })]),
    );
    this.#desk = device({ door: 'hospital' });
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
      case 'space-full-lifted': {
        const command = tabletCommand(intention);
        if (command) await this.#speak({ kind: 'space', space: intention.space }, command);
        return;
      }
      case 'tour-started':
      case 'presence-declared':
      case 'pass-declared':
      case 'tour-ended': {
        const command = phoneCommand(intention);
        if (command) await this.#speak({ kind: 'team', team: intention.team }, command);
        return;
      }
      default:
        return this.ward.follow(intention satisfies WardIntention);
    }
  }

  stop(): void {
    for (const device of [...this.#phones.values(), ...this.#tablets.values(), this.#desk]) device.stop();
  }

  async #speak(from: Filer, command: Command): Promise<FinalAck | undefined> {
    const answer = await this.#deviceOf(from)?.ask(command);
    if (answer) this.#onAnswer(command.type, answer);
    return answer;
  }

  #deviceOf(from: Filer): Device | undefined {
    switch (from.kind) {
      case 'team':
        return this.#phones.get(from.team);
      case 'space':
        return this.#tablets.get(from.space);
      case 'ward':
        return this.#desk;
      default:
        return assertNever(from);
    }
  }
}
