/** What the row of a request offers. */
export type RequestAct = 'reserver' | 'admettre' | 'arrivee' | 'accuser' | 'evaluer';
/** What its detail offers beside. */
export type DetailAct = 'prolonger' | 'rendre' | 'partir' | 'reorienter' | 'refuser' | 'retirer' | 'perdre';
/** What may be said of a place asked beside the D2O beds. */
export type DestinationAct = 'solliciter' | 'accord' | 'refus';
