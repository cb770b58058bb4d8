import { waitSchema } from '#shared/view/capacity';

export type { Wait } from '#shared/view/capacity';

/** The classes of waiting time, shortest first. */
export const WAITS = waitSchema.options;
