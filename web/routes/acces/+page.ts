/** Words alone: it stands in the place of a screen that is shut, and must not become that screen. */
export const csr = false;
