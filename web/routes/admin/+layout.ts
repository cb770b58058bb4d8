/** Forms, words and tables: these pages run no script in the browser and open no socket. */
export const csr = false;
