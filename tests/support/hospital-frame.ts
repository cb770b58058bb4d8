import { hospitalEntitySchema } from '#shared/view/weaker';
import { changesSchemas } from '#shared/view/changes';
import { keyOf } from '#shared/view/entity';
import { paris, slotAt, commandId } from './said.ts';

const at = paris('19:12');
const early = paris('17:40');

/** One entity of each kind that is the hospital's beside its beds in numbers, in every state that it has. */
const entities = [
  {
    kind: 'bed',
    id: 'lit-1',
    surge: false,
    undoable: true,
    state: {
      kind: 'occupe',
      since: early,
      assessed: { addictologie: '2026-11-21', somatique: null, psychiatrie: null },
    },
  },
  {
    kind: 'bed',
    id: 'lit-2',
    surge: true,
    undoable: false,
    state: { kind: 'reserve', since: early, code: 'K7WPAR', until: at, renewals: 1 },
  },
  { kind: 'bed', id: 'lit-3', surge: false, undoable: false, state: { kind: 'disponible', since: early } },
  { kind: 'bed', id: 'lit-4', surge: false, undoable: true, state: { kind: 'menage', since: early } },
  {
    kind: 'bed',
    id: 'lit-5',
    surge: false,
    undoable: true,
    state: { kind: 'ferme', since: early, reason: 'effectif', reopensAt: null },
  },
  {
    kind: 'request',
    code: 'K7WPAR',
    origin: 'maraude',
    care: ['sevrage'],
    requestedAt: early,
    step: 'acceptee',
    delays: ['effectif'],
    destinations: [
      { destination: 'UHA-2', answer: 'en-attente' },
      { destination: 'csapa', answer: 'refusee' },
    ],
    closedAt: null,
  },
  { kind: 'unit', id: 'UHA-1', report: { free: 2, occupied: 9, closed: 1, confirmedAt: early } },
  { kind: 'unit', id: 'UHA-2', report: null },
  {
    kind: 'hospital-team',
    id: 'EMH-1',
    report: { availability: 'en-sortie', next: slotAt('20:00'), saidAt: early },
  },
  { kind: 'hospital-team', id: 'EMH-2', report: null },
  ...[
    { kind: 'demandee' },
    { kind: 'acceptee', at },
    { kind: 'refusee', at, reason: 'effectif' },
    { kind: 'faite', at },
    { kind: 'retiree', at },
  ].map((state, index) => ({
    kind: 'outing',
    id: commandId(40 + index),
    hospitalTeam: 'EMH-1',
    askedAt: early,
    answerBy: paris('21:00'),
    state,
  })),
  {
    kind: 'housing',
    id: 'assore',
    report: { capacity: 610, taken: 592, blocked: 13, free: 5, exitsThisWeek: 8, confirmedAt: early },
  },
  { kind: 'housing', id: 'phase', report: null },
  {
    kind: 'residences',
    region: 'BRE',
    residence: 'communaute-therapeutique',
    establishments: 2,
    free: 1,
    conditions: ['sevrage-prealable'],
    confirmedAt: early,
  },
  {
    kind: 'placement',
    code: 'H4N3PC',
    sending: 'assore',
    expertSupport: true,
    openedAt: early,
    step: 'choix',
    stepSince: at,
    asked: [{ region: 'BRE', residence: 'communaute-therapeutique', answer: 'en-attente' }],
    end: null,
    closedAt: null,
  },
  {
    kind: 'flows',
    month: '2026-10',
    closed: true,
    stages: [
      { stage: 'demandes', count: 26 },
      { stage: 'admissions', count: null },
    ],
  },
].map((entity) => hospitalEntitySchema.parse(entity));

/** The whole of it in one frame. */
export const hospitalChanges = changesSchemas.hospital.parse({
  audience: 'hospital',
  from: 0,
  to: entities.length,
  at,
  changes: entities.map((value, index) => ({ key: keyOf(value), rev: index + 1, value })),
});
