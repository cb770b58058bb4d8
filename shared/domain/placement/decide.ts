import { assertNever } from '../../kernel/assert-never.ts';
import { elapsed, type Instant } from '../../kernel/instant.ts';
import type { PlacementCode } from '../../kernel/ids.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { PlacementCommand } from './commands.ts';
import type { PlacementEvent } from './events.ts';
import {
  isSame,
  PLACEMENT_SILENCE_MS,
  rankOf,
  type Establishment,
  type OpenPlacement,
  type PlacementState,
} from './state.ts';

/** What is asked of one placement; what residences report of themselves is decided beside it. */
export type OnePlacementCommand = Exclude<PlacementCommand, { type: 'ReportResidences' }>;

export type PlacementContext = {
  readonly now: Instant;
  /** Drawn by the caller for a new placement: in use by no placement and by no request. */
  readonly freshCode: PlacementCode;
};

/** What happens when the hospital or a mobile team asks this of a placement. Throws when `freshCode` is already taken. */
export function decidePlacement(
  command: OnePlacementCommand,
  state: PlacementState,
  { now: at, freshCode }: PlacementContext,
): Decision<PlacementEvent> {
  if (command.type === 'OpenPlacement') {
    // Two placements under one code would be one person lost: the caller must draw again.
    if (state) throw new Error('the fresh placement code is already taken');
    const { sending, expertSupport } = command;
    return facts({ type: 'PlacementOpened', placement: freshCode, at, sending, expertSupport });
  }
  if (!state) return refused('PlacementUnknown');
  return state.kind === 'ouvert' ? decideOpen(command, state, at) : refused('PlacementClosed');
}

type OpenCommand = Exclude<OnePlacementCommand, { type: 'OpenPlacement' }>;

function decideOpen(command: OpenCommand, open: OpenPlacement, at: Instant): Decision<PlacementEvent> {
  const { placement } = command;
  switch (command.type) {
    case 'AdvancePlacement':
      return advance(command, open, at);
    case 'AskResidence':
    case 'AcceptResidence':
    case 'DeclineResidence':
      return decideResidence(command, open, at);
    case 'EndPlacement':
      return facts({ type: 'PlacementEnded', placement, at, end: command.end });
    default:
      return assertNever(command);
  }
}

/** One step at a time, forward; and no date is fixed before an establishment has agreed (DOMAIN 8: « accord et date »). */
function advance(
  { placement, step }: Extract<OpenCommand, { type: 'AdvancePlacement' }>,
  open: OpenPlacement,
  at: Instant,
): Decision<PlacementEvent> {
  const isNext = rankOf(step) === rankOf(open.step) + 1;
  const lacksAgreement = step === 'date-fixee' && !hasAccepted(open);
  return isNext && !lacksAgreement
    ? facts({ type: 'PlacementAdvanced', placement, at, step })
    : refused('PlacementStepOutOfOrder');
}

function decideResidence(
  command: Extract<OpenCommand, { type: 'AskResidence' | 'AcceptResidence' | 'DeclineResidence' }>,
  open: OpenPlacement,
  at: Instant,
): Decision<PlacementEvent> {
  const { placement, region, residence } = command;
  const establishment: Establishment = { region, residence };
  const answer = open.asked.find((asked) => isSame(asked, establishment))?.answer;
  switch (command.type) {
    case 'AskResidence':
      if (answer === 'en-attente' || answer === 'acceptee') return refused('ResidenceAlreadyAsked');
      // Before the kind and the region are chosen there is nobody to ask; once one has agreed, nobody else is.
      if (rankOf(open.step) < rankOf('choix') || hasAccepted(open)) return refused('PlacementStepOutOfOrder');
      return facts({ type: 'ResidenceAsked', placement, at, ...establishment });
    case 'AcceptResidence':
      if (answer === 'acceptee') return facts();
      if (answer !== 'en-attente') return refused('ResidenceNotAsked');
      return facts({ type: 'ResidenceAccepted', placement, at, ...establishment });
    case 'DeclineResidence':
      if (answer === 'refusee') return facts();
      if (answer !== 'en-attente' && answer !== 'acceptee') return refused('ResidenceNotAsked');
      // An agreement may be taken back as long as no date stands on it.
      if (answer === 'acceptee' && rankOf(open.step) >= rankOf('date-fixee')) {
        return refused('PlacementStepOutOfOrder');
      }
      return facts({ type: 'ResidenceDeclined', placement, at, ...establishment });
    default:
      return assertNever(command);
  }
}

/** What the server's clock does to a placement of which nothing is said any more. */
export function decidePlacementSilence(
  placement: PlacementCode,
  state: PlacementState,
  now: Instant,
): Decision<PlacementEvent> {
  if (state?.kind !== 'ouvert' || elapsed(state.lastSignAt, now) < PLACEMENT_SILENCE_MS) return facts();
  return facts({ type: 'PlacementEnded', placement, at: now, end: 'perdue-de-vue' });
}

function hasAccepted({ asked }: OpenPlacement): boolean {
  return asked.some(({ answer }) => answer === 'acceptee');
}
