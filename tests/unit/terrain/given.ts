import type { Command } from '#shared/wire/up';
import type { Said } from '../../../web/routes/terrain/tour.ts';
import { paris } from '../../support/said.ts';

/** A command said on this phone at this hour of Paris. */
export function said(hour: string, command: Command): Said {
  return { command, addedAt: paris(hour) };
}
