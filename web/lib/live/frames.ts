import { viewChangesSchema } from '#shared/view/changes';
import { ackSchema } from '#shared/wire/ack';
import type { Frames } from './socket.ts';

/** What a screen reads that may send commands, whoever it is drawn for. */
export const frames: Frames = {
  changes: (message) => viewChangesSchema.safeParse(message).data,
  ack: (answer) => ackSchema.safeParse(answer).data,
};
