import type { Instant } from '../../kernel/instant.ts';
import type { PlacementCode } from '../../kernel/ids.ts';
import type { PlacementEnd, PlacementStep, Sending } from './commands.ts';
import type { Establishment } from './state.ts';

type Fact<Type extends string, Fields = unknown> = {
  type: Type;
  placement: PlacementCode;
  at: Instant;
} & Fields;

export type PlacementEvent =
  | Fact<'PlacementOpened', { sending: Sending; expertSupport: boolean }>
  | Fact<'PlacementAdvanced', { step: PlacementStep }>
  | Fact<'ResidenceAsked', Establishment>
  /** The others that were asked are told so by this alone: the first acceptance closes them. */
  | Fact<'ResidenceAccepted', Establishment>
  | Fact<'ResidenceDeclined', Establishment>
  | Fact<'PlacementEnded', { end: PlacementEnd }>;
