/** What is open over the counter. */
export type OpenSheet = 'recompter' | 'demande' | 'fermer' | 'aide';
