import { tell } from '../child.ts';

const { run } = (await import(`./${String(process.argv[2])}.ts`)) as { run: () => Promise<object> };
tell(await run());
