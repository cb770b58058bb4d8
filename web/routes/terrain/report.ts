import {
  supplySchema,
  tourFiguresSchema,
  type Supply,
  type TourFigures,
} from '#shared/domain/maraude/commands';

export const PEOPLE_FIELDS = ['encounters', 'women', 'firstTimers'] as const;
export const ACT_FIELDS = [
  'talks',
  'nursingActs',
  'rightsActs',
  'screenings',
  'escorts',
  'syringesCollected',
] as const;
export const ORIENTATION_FIELDS = Object.keys(
  tourFiguresSchema.shape.orientations.shape,
) as (keyof TourFigures['orientations'])[];
export const SUPPLY_FIELDS: readonly Supply[] = supplySchema.options;

type Plain = (typeof PEOPLE_FIELDS)[number] | (typeof ACT_FIELDS)[number];
type Orientation = (typeof ORIENTATION_FIELDS)[number];
/** One line of the form. Articles and orientations have a list of their own: `eau` and `d2o` are words of both worlds. */
export type ReportField = Plain | `o:${Orientation}` | `s:${Supply}`;
export type Figures = Readonly<Partial<Record<ReportField, number>>>;

/** As many as one tour may hold in one line. */
export const MOST = 2_000;

/** The form as it opens: the tally says how many people were spoken with, everything else is nothing. */
export function firstFigures(tally: number): Figures {
  return tally > 0 ? { encounters: tally } : {};
}

export function figure(figures: Figures, field: ReportField): number {
  return figures[field] ?? 0;
}

/** A line set to what a person typed or stepped to; never below nothing, never above what one tour may hold. */
export function withFigure(figures: Figures, field: ReportField, value: number): Figures {
  const whole = Number.isFinite(value) ? Math.round(value) : 0;
  return { ...figures, [field]: Math.min(MOST, Math.max(0, whole)) };
}

/** What does not hold together, if anything: there are no more women, and no more first meetings, than meetings. */
export function flawOf(figures: Figures): 'women' | 'firstTimers' | null {
  const met = figure(figures, 'encounters');
  if (figure(figures, 'women') > met) return 'women';
  return figure(figures, 'firstTimers') > met ? 'firstTimers' : null;
}

/** The report as it is sent: every counter of the list, and neither a place nor an hour. */
export function reportOf(figures: Figures): TourFigures {
  const plain = (field: ReportField) => figure(figures, field);
  return {
    encounters: plain('encounters'),
    women: plain('women'),
    firstTimers: plain('firstTimers'),
    talks: plain('talks'),
    nursingActs: plain('nursingActs'),
    rightsActs: plain('rightsActs'),
    screenings: plain('screenings'),
    escorts: plain('escorts'),
    syringesCollected: plain('syringesCollected'),
    orientations: byName(ORIENTATION_FIELDS, (name) => plain(`o:${name}`)),
    supplies: byName(SUPPLY_FIELDS, (name) => plain(`s:${name}`)),
  };
}

function byName<Name extends string>(
  names: readonly Name[],
  count: (name: Name) => number,
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}
