/** The post that asks, for the time of one visit: it is in no address and in no storage. */
export const POST_COOKIE = 'poste';
