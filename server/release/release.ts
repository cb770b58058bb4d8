import type { CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { changesSchemas, type ViewChanges } from '#shared/view/changes';
import type { Entity } from '#shared/view/entity';
import type { AlarmEntity, PlanEntity, SafetyEntity } from '#shared/view/dispatch';
import type { AlarmLine } from '#shared/view/wall-memory';
import type { PresenceEntity } from '#shared/view/lead';
import type { PushedScene } from '#shared/view/wall-scene';
import { NO_REVISION, type Revision } from '#shared/view/revision';
import { ackSchema, type Ack } from '#shared/wire/ack';
import { type FirstFrame } from '#shared/wire/down';
import {
  helloSchema,
  viewBeatSchema,
  viewResetSchema,
  type Hello,
  type ViewBeat,
  type ViewReset,
} from '#shared/wire/link';
import {
  exportOf,
  refusalOf,
  type ExportAsked,
  type ExportDocument,
  type ExportSetting,
} from '#server/exports/export';
import type { ExportRefusal } from '#server/exports/outcome';
import type { WhyAway } from '#server/log/event-log';
import { Released } from './released.ts';
import { audienceOf, type ViewKey, type Views } from './views.ts';

// Everything that leaves is parsed by the strict schema of its audience on the way out: a key or a value that is not
// on its list stops the frame, loudly, instead of reaching a screen (PRV-41).

/** What is sent beside entities, outside the revisions: live, and in no log. Each audience has its own, or none. */
export type Memory =
  | {
      readonly presence: readonly PresenceEntity[];
      readonly plans: readonly PlanEntity[];
      readonly safety: readonly SafetyEntity[];
      readonly alarms: readonly AlarmEntity[];
      readonly looked: readonly CommandId[];
    }
  | { readonly safety: SafetyEntity | null }
  | { readonly alarms: readonly AlarmLine[]; readonly scenes: readonly PushedScene[] };

/**
 * What a view's audience may know since this revision. `memory`: the whole of what is live, when it has changed or on a
 * first load; a part that is not this audience's stops the frame.
 */
export function releaseView(
  views: Views,
  view: ViewKey,
  since: Revision,
  at: Instant,
  memory?: Memory,
): Released<ViewChanges> {
  const audience = audienceOf(view);
  const held = views.of(view);
  const changes = {
    audience,
    from: since,
    to: held.revision,
    at,
    changes: held.changesSince(since),
    ...memory,
  };
  return Released.make(changesSchemas[audience].parse(changes));
}

export function releaseAck(ack: Ack): Released<Ack> {
  return Released.make(ackSchema.parse(ack));
}

export function releaseHello(hello: Hello): Released<Hello> {
  return Released.make(helloSchema.parse(hello));
}

export function releaseBeat(views: Views, view: ViewKey, at: Instant): Released<ViewBeat> {
  return Released.make(viewBeatSchema.parse({ at, revision: views.of(view).revision }));
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

/** That the machine answers, for whoever watches over it: nothing of the field. */
export function releaseHealth(): Released<{ status: 'ok' }> {
  return Released.make({ status: 'ok' });
}

type Readiness = { status: 'ready' | 'not-ready'; clock?: 'off' | 'wrong'; storage?: WhyAway };

/**
 * Whether people may be sent here now. Why not is told nowhere in public, but for what whoever watches over the machines
 * must set right: their clocks, and the storage.
 */
export function releaseReadiness(
  isReady: boolean,
  clock: 'fine' | 'off' | 'wrong',
  storage: WhyAway | null,
): Released<Readiness> {
  return Released.make({
    status: isReady ? 'ready' : 'not-ready',
    ...(clock === 'fine' ? {} : { clock }),
    ...(storage === null ? {} : { storage }),
  });
}

/** The exact text that a view would be sent first: for those who may look at a weaker audience's screen. */
export function releaseFrameText(
  views: Views,
  view: ViewKey,
  at: Instant,
  memory?: Memory,
): Released<string> {
  return Released.make(JSON.stringify(Released.open(releaseView(views, view, NO_REVISION, at, memory))));
}

/**
 * The capacities of a view in another form. It is written from what `releaseView` lets out and from nothing else, then
 * parsed by the strict lists of that form.
 */
export function releaseExport(
  views: Views,
  view: ViewKey,
  at: Instant,
  asked: ExportAsked,
  setting: ExportSetting,
): Released<ExportDocument> {
  const { changes } = Released.open(releaseView(views, view, NO_REVISION, at));
  const told = changes as readonly { readonly value: Entity | null }[];
  return Released.make(
    exportOf(
      told.flatMap(({ value }) => value ?? []),
      asked,
      setting,
    ),
  );
}

/** Why no export is given: one of a few texts of ours. */
export function releaseExportRefusal(refusal: ExportRefusal): Released<ExportDocument> {
  return Released.make(refusalOf(refusal));
}
