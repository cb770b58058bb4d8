import { createHash } from 'node:crypto';
import { PERMISSIONS } from '#shared/access/permissions';
import type { JournalDesk, JournalWho } from '#shared/access/journal-desk';
import type { SettingPreview, SettingsDesk, SettingsRefusal } from '#shared/access/settings-desk';
import type { Visit } from '#shared/access/visit';
import {
  territorySettingsCommandSchema,
  type TerritorySettingsCommand,
} from '#shared/domain/territory-settings/commands';
import { decideSettings, settingOf } from '#shared/domain/territory-settings/decide';
import type { Setting } from '#shared/domain/territory-settings/events';
import {
  lastOf,
  subjectOf,
  type SettingChange,
  type TerritorySettings,
} from '#shared/domain/territory-settings/state';
import { HOUR, plus } from '#shared/kernel/instant';
import type { CommandId } from '#shared/kernel/ids';
import type { Ack } from '#shared/wire/ack';
import type { Holder, Holders } from '#server/accounts/holder';
import type { Identity } from '#server/accounts/identity/identity';
import { safely } from '#server/accounts/identity/safely';
import { retentionStream, settingsStream } from '#server/commands/aggregates';
import type { World } from '#server/commands/world';
import type { EventLog } from '#server/log/event-log';
import type { Clock } from '#server/ports/clock';
import type { Ids } from '#server/ports/ids';
import { readAlarmHistory, trialOf } from './alarm-trial.ts';
import { delaysOf, previewOf } from './settings-preview.ts';
import { settingsSheet } from './settings-sheet.ts';

export type SettingsPorts = {
  readonly world: World;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly holders: Holders;
  /** Where each change is told; a server without identities has nowhere to. */
  readonly identity: Identity | undefined;
  /** Who did it is read from the audit, for whoever may read that. */
  readonly audited: (
    visit: Visit,
    since: SettingChange | undefined,
  ) => Promise<ReadonlyMap<string, JournalWho>>;
  readonly submit: (id: CommandId, command: TerritorySettingsCommand) => Promise<Ack>;
  readonly onFault: (cause: unknown) => string;
};

/** The settings of the territory, for pages: the right is asked for at each act, and each change is told to the audit. */
export function settingsDesk(ports: SettingsPorts): SettingsDesk {
  const { world, log, clock, ids, holders, identity, submit, onFault } = ports;
  const settings = () => world.state(settingsStream);
  const holderOf = ({ cookie }: Visit) => holders.holderOf(cookie);

  async function preview(command: TerritorySettingsCommand): Promise<SettingPreview | SettingsRefusal> {
    const { pack, territory: present, policy } = world;
    const now = clock.now();
    const decision = decideSettings(command, settings(), { id: ids.command(), now, pack });
    if (!decision.ok) return { kind: 'Refused', refusal: decision.refusal };
    if (command.type === 'UndoSetting') return { kind: 'Refused', refusal: 'SettingUnknown' };
    const setting = settingOf(command);
    const from = 'from' in command ? command.from : null;
    if (setting.kind === 'delais') {
      const delays = { before: delaysOf(present), after: setting.delays ?? delaysOf(pack) };
      const history = await readAlarmHistory(log, world.state(retentionStream), now);
      return { kind: 'delais', from, ...delays, trial: trialOf(history, delays, pack.rhythm.timezone, now) };
    }
    const shown = previewOf(setting, from, { pack, present, settings: settings(), policy });
    return shown ?? { kind: 'Refused', refusal: 'RestSpaceUnknown' };
  }

  return {
    sheet: async (visit) => {
      if (!mayRead(holders, holderOf(visit))) return null;
      const state = settings();
      const who = await ports.audited(visit, state[0]);
      const { pack, territory: present } = world;
      return settingsSheet(
        { pack, present, settings: state, now: clock.now() },
        ({ id, setting }) => who.get(fingerprintOf(id, setting)) ?? null,
      );
    },
    preview: (command, visit) =>
      safely(onFault, async () => {
        if (!maySend(holders, holderOf(visit), command)) return { kind: 'NotAllowed' };
        const answer = await preview(command);
        return isRefusal(answer) ? answer : { kind: 'preview', preview: answer };
      }),
    publish: (command, visit) =>
      safely(onFault, async () => {
        const by = holderOf(visit);
        if (!maySend(holders, by, command)) return { kind: 'NotAllowed' };
        const id = ids.command();
        const before = settings();
        const ack = await submit(id, command);
        switch (ack.outcome) {
          case 'accepted':
            await identity?.configurationChanged(by, toldOf(id, command, before));
            return { kind: 'done', change: command.type === 'UndoSetting' ? command.setting : id };
          case 'refused':
            return { kind: 'Refused', refusal: ack.refusal };
          case 'fault':
            return { kind: 'Fault', reference: ack.reference };
          case 'later':
            return { kind: 'Later' };
          case 'malformed':
          case 'volatile':
            return {
              kind: 'Fault',
              reference: onFault(new Error('a setting was answered as something else')),
            };
        }
      }),
  };
}

/** The authors of changes, from the audit: under the fingerprint of what each changed. */
export function audited(
  identity: Identity | undefined,
  journal: JournalDesk | undefined,
  demo: boolean,
): SettingsPorts['audited'] {
  return async (visit, oldest) => {
    const found = new Map<string, JournalWho>();
    if (!identity || !journal || !oldest) return found;
    let before: number | null = null;
    do {
      const page = await journal.page(
        {
          kinds: ['ConfigurationChanged'],
          who: null,
          // The audit has real time, and so has the product outside a demonstration: an hour is more than they differ.
          from: demo ? null : plus(oldest.at, -HOUR),
          until: null,
          before,
        },
        visit,
      );
      for (const { after, who } of page?.rows ?? []) for (const hash of after) found.set(hash, who);
      before = page?.older ?? null;
    } while (before !== null);
    return found;
  };
}

function mayRead(holders: Holders, holder: Holder): boolean {
  return territorySettingsCommandSchema.options.some(({ shape }) =>
    maySend(holders, holder, { type: shape.type.value }),
  );
}

/** Asked at each act: a right remembered outlives its removal. A demonstration's visitor takes any part. */
function maySend(
  holders: Holders,
  holder: Holder,
  { type }: Pick<TerritorySettingsCommand, 'type'>,
): boolean {
  if (holder.kind === 'visitor') return true;
  return holders.grantsOf(holder).some(({ role }) => PERMISSIONS[role].commands.includes(type));
}

function isRefusal(answer: SettingPreview | SettingsRefusal): answer is SettingsRefusal {
  return answer.kind === 'NotAllowed' || answer.kind === 'Refused' || answer.kind === 'Fault';
}

/** What the audit is told: which part, and the fingerprints of what was and of what is. The values are in the log. */
function toldOf(id: CommandId, command: TerritorySettingsCommand, settings: TerritorySettings) {
  if (command.type === 'UndoSetting') {
    const undone = settings.find((change) => change.id === command.setting);
    const part = undone?.setting.kind === 'delais' ? ('thresholds' as const) : ('territory' as const);
    return { part, before: undone ? fingerprintOf(undone.id, undone.setting) : null, after: null };
  }
  const setting = settingOf(command);
  const last = lastOf(settings, subjectOf({ id, setting }));
  return {
    part: setting.kind === 'delais' ? ('thresholds' as const) : ('territory' as const),
    before: last ? fingerprintOf(last.id, last.setting) : null,
    after: fingerprintOf(id, setting),
  };
}

/** With its id: the same values set twice are two changes. */
function fingerprintOf(id: string, setting: Setting): string {
  return createHash('sha256')
    .update(JSON.stringify([id, setting]))
    .digest('hex')
    .slice(0, 16);
}
