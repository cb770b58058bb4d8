import { z } from 'zod';
import type { Append } from '#server/log/event-log';
import { programFacts } from '#server/policy/facts';
import { releaseView } from '#server/release/release';
import { Views } from '#server/release/views';
import type { CapacityReleased } from '#server/release/events';
import { policySchema } from '#shared/policy/schema';
import { policyDraftSchema } from '#shared/policy/draft';
import type { JsonSchema } from '#shared/policy/json-schema';
import { lintPolicy, type InvariantId } from '#shared/policy/lint';
import type { Territory } from '#shared/territory/schema';
import { sectorIdSchema, zoneIdSchema } from '#shared/kernel/ids';
import { instantAt, MINUTE } from '#shared/kernel/instant';
import { NO_REVISION } from '#shared/view/revision';
import { changesSchemas, type Audience } from '#shared/view/changes';
import { wallChangesSchema } from '#shared/view/wall-changes';
import type { Entity } from '#shared/view/entity';
import { commandSendSchema } from '#shared/wire/up';

// Gates that are not attacks: the linter, and the strict schemas at the border. Each answers whether it stopped what it
// was given; the same question about what the product really sends must be answered no.

/** Whether the linter names this invariant for a policy, or for a message added to the wire. */
export function linterStops(
  invariant: InvariantId,
  territory: Territory,
  policy: unknown,
  message?: z.ZodType,
): boolean {
  const draft = policyDraftSchema.safeParse(policy);
  // A word the language of policies does not have is refused before any invariant is asked.
  if (!draft.success) return true;
  const program = programFacts();
  const added = message ? { added: z.toJSONSchema(message, { io: 'input' }) as JsonSchema } : {};
  const findings = lintPolicy(draft.data, territory, {
    ...program,
    wire: { ...program.wire, ...added },
    demonstration: true,
    hash: { computed: '0', shown: '0' },
  });
  return findings.some((finding) => finding.invariant === invariant && finding.severity === 'error');
}

/** Whether the server could not even read the policy: its form says what the code computes. */
export function policyRefused(policy: unknown): boolean {
  return !policySchema.safeParse(policy).success;
}

export const messageOf = {
  zoneWithTotal: z.strictObject({
    kind: z.literal('zone'),
    zone: zoneIdSchema,
    passes: z.int().min(0).max(99),
  }),
  pointOfSector: z.strictObject({
    kind: z.literal('sector'),
    id: sectorIdSchema,
    at: z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]),
  }),
  numberedByLog: z.strictObject({ revision: z.int().min(0).max(1_000_000_000) }),
};

const FRAME_AT = instantAt(Date.UTC(2026, 0, 5));

/** PRV-41: whether the release gate stops a wall frame with this in a sector. */
export function wallFrameStopped(territory: Territory, more: object): boolean {
  const views = new Views(territory);
  views
    .of('wall')
    .put('sector:s-20', { kind: 'sector', id: 's-20', cells: [], ...more } as unknown as Entity);
  try {
    releaseView(views, 'wall', NO_REVISION, FRAME_AT);
    return false;
  } catch {
    return true;
  }
}

/** PRV-41: whether a credential of the wall would be sent frames that no wall may be sent. */
export function wallGrantedMore(view: Audience | null): boolean {
  if (view === null) return false;
  const frame = { audience: view, from: 0, to: 0, at: FRAME_AT, changes: [] };
  return changesSchemas[view].safeParse(frame).success && !wallChangesSchema.safeParse(frame).success;
}

/** Whether the border refuses this message before anyone decides it. */
export function messageRefused(message: unknown): boolean {
  return !commandSendSchema.safeParse(message).success;
}

const APPEND_KEYS = new Set(['commandId', 'stream', 'expectedVersion', 'events', 'answer']);
const PASS_KEYS = new Set(['type', 'pass', 'place', 'slot', 'people', 'needs']);

/** PRV-50: whether something rests beside a pass that is not its command's id, its slot or its own five fields. */
export function passHasMore(appends: readonly Append[]): boolean {
  return appends
    .filter(({ stream, commandId }) => stream.startsWith('pass:') && !commandId.startsWith('seal:'))
    .some(
      (append) =>
        Object.keys(append).some((key) => !APPEND_KEYS.has(key)) ||
        append.events.some(({ event }) => Object.keys(event).some((key) => !PASS_KEYS.has(key))),
    );
}

/** PRV-18: values that changed off their tick, but for what may not wait (a full space, the last bed). */
export function changedOffTick(capacity: readonly CapacityReleased[]): number {
  const mayNotWait = (entity: CapacityReleased['entities'][number]) => {
    switch (entity.kind) {
      case 'rest-space':
      case 'rest-space-band':
        return entity.band === 'complet';
      case 'beds':
        return entity.free === '0';
      case 'queue':
        return false;
    }
  };
  return capacity.filter(
    ({ tick, entities }) => Date.parse(tick) % MINUTE !== 0 && !entities.every(mayNotWait),
  ).length;
}
