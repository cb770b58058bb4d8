import { settingsDue } from '#shared/domain/territory-settings/state';
import type { Setting } from '#shared/domain/territory-settings/events';
import type { Instant } from '#shared/kernel/instant';
import { restSpaceStream, settingsStream } from './aggregates.ts';
import type { Draft } from './draft.ts';
import type { World } from './world.ts';

/**
 * What is dated up to `now` holds from here on, each once: the limits and hours by being in force, a closure by a fact of
 * its own space, the one its staff would have said. Who is inside is not for the clock to know: the space only closes.
 */
export function takeEffect(draft: Draft, { pack }: World, now: Instant): void {
  const state = draft.state(settingsStream);
  const due = settingsDue(state, now);
  if (due.length === 0) return;
  const changes = due.map(({ id }) => id);
  const version = draft.version(settingsStream.stream);
  draft.add(`settings:${now}:${version}`, settingsStream, [{ type: 'SettingsTookEffect', at: now, changes }]);
  for (const { setting } of due) {
    const isOfThePack = 'space' in setting && pack.services.restSpaces.some(({ id }) => id === setting.space);
    if (setting.kind === 'fermeture' && isOfThePack) close(draft, setting, now);
  }
}

function close(
  draft: Draft,
  { space, service, reason, until }: Extract<Setting, { kind: 'fermeture' }>,
  at: Instant,
): void {
  const stream = restSpaceStream(space);
  const state = draft.state(stream);
  const id = `closure:${space}:${at}:${draft.version(stream.stream)}`;
  if (service === null) {
    draft.add(id, stream, [{ type: 'RestSpaceClosed', space, at, reason, until }]);
  } else if (state.kind === 'ouvert' && state.services.includes(service)) {
    draft.add(id, stream, [{ type: 'ServiceSwitched', space, at, service, on: false }]);
  }
}
