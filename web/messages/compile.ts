import { compile } from '@inlang/paraglide-js';
import { i18n } from './options.ts';

await compile(i18n);
