import type { Instant } from '#shared/kernel/instant';
import {
  leadChangesSchema,
  wallChangesSchema,
  type Audience,
  type LeadChanges,
  type ViewChanges,
  type WallChanges,
} from '#shared/view/changes';
import type { KeyedView } from '#shared/view/keyed-view';
import type { LeadEntity, PresenceEntity } from '#shared/view/lead';
import type { Revision } from '#shared/view/revision';
import type { WallEntity } from '#shared/view/wall';
import { ackSchema, type Ack } from '#shared/wire/ack';
import {
  helloSchema,
  viewBeatSchema,
  viewResetSchema,
  type FirstFrame,
  type Hello,
  type ViewBeat,
  type ViewReset,
} from '#shared/wire/down';
import { Released } from './released.ts';

/** The views as the log made them: the only source of what an audience receives. */
export type Views = { readonly wall: KeyedView<WallEntity>; readonly lead: KeyedView<LeadEntity> };

// Everything that leaves is parsed by the strict schema of its audience on the way out: a key or a value that is not
// on its list stops the frame, loudly, instead of reaching a screen (PRV-41).

/** What the wall may know since this revision. */
export function releaseToWall({ wall }: Views, since: Revision, at: Instant): Released<WallChanges> {
  const changes = { audience: 'wall', from: since, to: wall.revision, at, changes: wall.changesSince(since) };
  return Released.make(wallChangesSchema.parse(changes));
}

/** What leads may know since this revision; `presence` is the whole of it, when it has changed or on a first load. */
export function releaseToLead(
  { lead }: Views,
  since: Revision,
  at: Instant,
  presence: readonly PresenceEntity[] | undefined,
): Released<LeadChanges> {
  const changes = {
    audience: 'lead',
    from: since,
    to: lead.revision,
    at,
    changes: lead.changesSince(since),
    ...(presence === undefined ? {} : { presence }),
  };
  return Released.make(leadChangesSchema.parse(changes));
}

/** How far this audience's view has come. */
export function revisionOf(views: Views, audience: Audience): Revision {
  return views[audience].revision;
}

export function releaseAck(ack: Ack): Released<Ack> {
  return Released.make(ackSchema.parse(ack));
}

export function releaseHello(hello: Hello): Released<Hello> {
  return Released.make(helloSchema.parse(hello));
}

export function releaseBeat(views: Views, audience: Audience, at: Instant): Released<ViewBeat> {
  return Released.make(viewBeatSchema.parse({ at, revision: revisionOf(views, audience) }));
}

export function releaseReset(why: ViewReset['why']): Released<ViewReset> {
  return Released.make(viewResetSchema.parse({ why }));
}

/** A page's first data: the same two messages that a socket would receive first. */
export function releaseFirstFrame(
  hello: Released<Hello>,
  changes: Released<ViewChanges>,
): Released<FirstFrame> {
  return Released.make({ hello: Released.open(hello), changes: Released.open(changes) });
}

/** The machine's own state, for whoever watches over it: nothing of the field. */
export function releaseHealth(ready: boolean): Released<{ status: 'ok' | 'starting' }> {
  return Released.make({ status: ready ? 'ok' : 'starting' });
}
