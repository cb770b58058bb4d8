// The content security policy refuses code made from text: the schemas must not even try it, and every page starts here.
(globalThis as { __zod_globalConfig?: object }).__zod_globalConfig = { jitless: true };
