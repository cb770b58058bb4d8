/** A size is tried before it is sent, and the list says by itself who was just heard. Everything else works without. */
export const csr = true;
