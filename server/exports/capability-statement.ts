const INSPIRED_BY_ROR =
  'Forme inspirée du ROR (répertoire national de l’offre et des ressources), sans conformité revendiquée.';

const LAST_UPDATED = {
  name: '_lastUpdated',
  type: 'date',
  documentation: 'Jour du territoire (2026-11-21) ou instant avec décalage, préfixes eq ne gt lt ge le.',
};

const READ = [{ code: 'read' }, { code: 'search-type' }];

/** What can be read here. The same bytes for everyone: it says nothing of the field. */
export const CAPABILITY_STATEMENT = {
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-11-21',
  kind: 'instance',
  software: { name: 'Passerelle' },
  implementation: {
    description: `Capacités d’accueil, en lecture seule, à la précision diffusée au rôle de l’appelant. ${INSPIRED_BY_ROR}`,
  },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      documentation:
        'Une valeur diffusée par classe n’a pas de nombre : la classe des places disponibles est dans l’extension urn:passerelle:band, l’âge de sa source dans urn:passerelle:freshness. Un paramètre inconnu est refusé.',
      resource: [
        {
          type: 'Location',
          interaction: READ,
          searchRevInclude: ['HealthcareService:location'],
          searchParam: [
            {
              name: 'capacity-status',
              type: 'token',
              documentation: 'TRE_R330. Les critères de capacité portent ensemble sur une même capacité.',
            },
            {
              name: 'capacity-type',
              type: 'token',
              documentation: 'TRE_R329 : 01 lit, 02 place, 03 logement.',
            },
            {
              name: 'nb-capacity',
              type: 'number',
              documentation: 'Préfixes eq ne gt lt ge le. Une classe ne répond à aucune question de nombre.',
            },
            { name: 'capacity-update-date', type: 'date', documentation: LAST_UPDATED.documentation },
            LAST_UPDATED,
          ],
        },
        { type: 'HealthcareService', interaction: READ, searchParam: [LAST_UPDATED] },
      ],
    },
  ],
} as const;
