import { m } from '#lib/paraglide/messages.js';
import type { ContinuumStage } from '#shared/view/services';

/** How a stage stands in the chain: on its line, or an outcome that leaves it. */
export type Stage = {
  readonly id: ContinuumStage;
  readonly way: 'chaine' | 'issue';
  readonly words: () => string;
  readonly where: () => string;
  /** What one of them is, and is not. */
  readonly counts: () => string;
  readonly source: () => string;
};

/** In the order of the chain, from first meeting to care. */
export const STAGES: readonly Stage[] = [
  {
    id: 'rencontres',
    way: 'chaine',
    words: m.aval_stage_rencontres,
    where: m.aval_where_rencontres,
    counts: m.aval_def_rencontres,
    source: m.aval_src_rencontres,
  },
  {
    id: 'visites',
    way: 'chaine',
    words: m.aval_stage_visites,
    where: m.aval_where_visites,
    counts: m.aval_def_visites,
    source: m.aval_src_visites,
  },
  {
    id: 'demandes',
    way: 'chaine',
    words: m.aval_stage_demandes,
    where: m.aval_where_demandes,
    counts: m.aval_def_demandes,
    source: m.aval_src_d2o,
  },
  {
    id: 'admissions',
    way: 'chaine',
    words: m.aval_stage_admissions,
    where: m.aval_where_admissions,
    counts: m.aval_def_admissions,
    source: m.aval_src_d2o,
  },
  {
    id: 'reorientations',
    way: 'issue',
    words: m.aval_stage_reorientations,
    where: m.aval_where_reorientations,
    counts: m.aval_def_reorientations,
    source: m.aval_src_d2o,
  },
  {
    id: 'autres-fins',
    way: 'issue',
    words: m.aval_stage_autres_fins,
    where: m.aval_where_autres_fins,
    counts: m.aval_def_autres_fins,
    source: m.aval_src_d2o,
  },
  {
    id: 'placements',
    way: 'chaine',
    words: m.aval_stage_placements,
    where: m.aval_where_placements,
    counts: m.aval_def_placements,
    source: m.aval_src_placements,
  },
  {
    id: 'entrees-hors-region',
    way: 'chaine',
    words: m.aval_stage_entrees_hors_region,
    where: m.aval_where_entrees_hors_region,
    counts: m.aval_def_entrees_hors_region,
    source: m.aval_src_placements,
  },
];
