import { leadChangesSchema } from '#shared/view/changes';

/** What a lead receives when one person comes in: the anchors broadcast it, so that both sides carry the same bytes. */
export const LEAD_CHANGE = leadChangesSchema.parse({
  audience: 'lead',
  from: 1000,
  to: 1001,
  at: '2026-11-21T16:47:21.250Z',
  changes: [
    {
      key: 'rest-space:ER-1',
      rev: 1001,
      value: {
        kind: 'rest-space',
        id: 'ER-1',
        state: {
          kind: 'ouvert',
          present: 1,
          regime: 'jour',
          declaredFull: false,
          services: [],
          belowZero: false,
          saturatingSince: null,
        },
        jaugeJour: 100,
        jaugeNuit: 100,
        lastSignAt: '2026-11-21T16:47:21.250Z',
        sheetOf: null,
      },
    },
  ],
});
