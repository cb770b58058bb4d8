import adapter from '@sveltejs/adapter-node';
import { builtPagesOf, territoryOfBuild } from './server/deployment/built-pages.ts';

// Vite's client pings a restarting dev server from a blob: worker.
const dev = process.argv.includes('--dev');

/** @type {import('@sveltejs/kit').Config} */
export default {
  // Our files must be runes; packages decide for themselves.
  compilerOptions: { runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true) },
  kit: {
    adapter: adapter({ out: builtPagesOf(territoryOfBuild(process.env)), precompress: false }),
    files: { src: 'web', assets: 'web/static' },
    paths: { relative: false },
    serviceWorker: { register: false },
    csp: {
      mode: 'auto',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='], // route announcer
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': dev ? ['self', 'blob:'] : ['self'],
        'manifest-src': ['self'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
  },
};
