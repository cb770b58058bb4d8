import { z } from 'zod';
import { admissionCommandSchema } from '../domain/admission/commands.ts';
import { bedCommandSchema } from '../domain/bed/commands.ts';
import { alarmCommandSchema } from '../domain/alarm/commands.ts';
import { attentionCommandSchema } from '../domain/attention/commands.ts';
import { dutyPlanCommandSchema } from '../domain/duty-plan/commands.ts';
import { fieldReportCommandSchema } from '../domain/field-report/commands.ts';
import { hospitalTeamCommandSchema } from '../domain/hospital-team/commands.ts';
import { housingCommandSchema } from '../domain/housing/commands.ts';
import { maraudeCommandSchema } from '../domain/maraude/commands.ts';
import { missionCommandSchema } from '../domain/mission/commands.ts';
import { passCommandSchema } from '../domain/pass/commands.ts';
import { placementCommandSchema } from '../domain/placement/commands.ts';
import { presenceCommandSchema } from '../domain/presence/commands.ts';
import { restSpaceCommandSchema } from '../domain/rest-space/commands.ts';
import { safetyCommandSchema } from '../domain/safety/commands.ts';
import { territorySettingsCommandSchema } from '../domain/territory-settings/commands.ts';
import { unitCommandSchema } from '../domain/unit/commands.ts';
import { wallSceneCommandSchema } from '../domain/wall-scene/commands.ts';
import { commandIdSchema, ratpPostIdSchema, restSpaceIdSchema, teamIdSchema } from '../kernel/ids.ts';
import { revisionSchema } from '../view/revision.ts';
import { epochSchema } from './link.ts';

/** Every intention a device may send. */
export const commandSchema = z.discriminatedUnion('type', [
  ...passCommandSchema.options,
  ...presenceCommandSchema.options,
  ...restSpaceCommandSchema.options,
  ...bedCommandSchema.options,
  ...admissionCommandSchema.options,
  ...unitCommandSchema.options,
  ...hospitalTeamCommandSchema.options,
  ...housingCommandSchema.options,
  ...placementCommandSchema.options,
  ...fieldReportCommandSchema.options,
  ...missionCommandSchema.options,
  ...maraudeCommandSchema.options,
  ...dutyPlanCommandSchema.options,
  ...safetyCommandSchema.options,
  ...alarmCommandSchema.options,
  ...wallSceneCommandSchema.options,
  ...attentionCommandSchema.options,
  ...territorySettingsCommandSchema.options,
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];

/** `command:send`. The id is drawn by the device and kept until the answer: sending it again is always safe. */
export const commandSendSchema = z.strictObject({ id: commandIdSchema, command: commandSchema });
export type CommandSend = z.infer<typeof commandSendSchema>;

/** `view:sync`: what the client already holds, or null for nothing. The answer is `view:changes`. */
export const viewSyncSchema = z.strictObject({
  since: z.strictObject({ epoch: epochSchema, revision: revisionSchema }).nullable(),
});
export type ViewSync = z.infer<typeof viewSyncSchema>;

/** A door of the demonstration: one click, one role. It exists only when the server runs with `--demo`. */
export const doorSchema = z.discriminatedUnion('door', [
  z.strictObject({ door: z.literal('wall') }),
  z.strictObject({ door: z.literal('lead') }),
  z.strictObject({ door: z.literal('outreach'), team: teamIdSchema }),
  z.strictObject({ door: z.literal('restspace'), space: restSpaceIdSchema }),
  z.strictObject({ door: z.literal('hospital') }),
  z.strictObject({ door: z.literal('coordination') }),
  z.strictObject({ door: z.literal('mobile') }),
  /** Without a post: what every post sees, and nothing is asked for. */
  z.strictObject({ door: z.literal('ratp'), post: ratpPostIdSchema.optional() }),
]);
export type Door = z.infer<typeof doorSchema>;

/** What a socket says of itself when it connects. */
export const handshakeSchema = z.strictObject({
  wire: z.string().regex(/^[0-9a-f]{16}$/),
  as: doorSchema,
  since: viewSyncSchema.shape.since,
});
export type Handshake = z.infer<typeof handshakeSchema>;
