import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Forbids imports by where they point, with the reason a reader needs. */
const noImports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      patterns: patterns.map(([regex, message, allowTypeImports = false]) => ({
        regex,
        message,
        allowTypeImports,
      })),
    },
  ],
});

const NODE = [
  '^node:|^(fs|path|crypto|http|os|net|child_process|express|socket\\.io|redis)(/|$)',
  'shared/ runs in the browser and on the server alike: no Node, no network. Pass what you need as an argument.',
];
const SERVER = [
  '^#server/|(^|/)server/',
  'web/ and shared/ never import the server: they meet it on the wire.',
];
const WEB = ['^#lib/|(^|/)web/', 'the server and shared/ never import the screens.'];
const TESTS = ['(^|/)tests/', 'nothing imports the tests.'];
const MAKER = [
  'release/released(\\.ts)?$',
  'only server/release makes a Released value, and only the outbox opens one: ask release.ts for what you need.',
  true, // naming the type is how everything between them is checked
];
const ENGINES = [
  'log/(embedded|redis/redis-log)(\\.ts)?$',
  'only nodes/storage.ts chooses an engine: write against log/event-log.ts.',
];
const LOG = ['log/', 'presence is never written: it may not even know that a log exists (PRV-36).'];
const INSIDE_SERVER = [
  '^#server/|^\\.\\./\\.\\./(?!demo)|^\\.\\./(accounts|commands|gateway|http|log|ports|presence|projections|release|territory)/',
  'the demonstration is a client: it knows shared/ and a socket, nothing of the server.',
];

const HIDDEN_TIME = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'time comes in with the command (`now`): the same facts must give the same state on replay.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'time comes in with the command (`now`): the same facts must give the same state on replay.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'chance comes in as an argument (ids, codes): a decision must be repeatable.',
  },
  {
    selector: 'CallExpression[callee.name=/^random(UUID|Bytes|Int)$/]',
    message: 'chance comes in as an argument (ids, codes): a decision must be repeatable.',
  },
];
const EMITTING = [
  {
    selector:
      "CallExpression[callee.property.name=/^(emit|volatile|send|write|json|end|sendFile)$/]:not([callee.object.object.name='process']):not([callee.object.name='process'])",
    message: 'only server/gateway/outbox.ts emits: everything that leaves passes the release gate (PRV-40).',
  },
];
const ENVIRONMENT = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'only server/config.ts reads the environment: take the value from Config.',
  },
];
const GEOLOCATION = [
  {
    selector: "MemberExpression[property.name='geolocation'], Identifier[name='GeolocationPosition']",
    message: 'a place is declared from a list, never measured (PRV-2).',
  },
];
const syntax = (...rules) => ({ 'no-restricted-syntax': ['error', ...GEOLOCATION, ...rules.flat()] });

export default ts.config(
  {
    ignores: [
      'build/',
      'builds/',
      '.svelte-kit/',
      'test-results/',
      'web/lib/paraglide/',
      'data/',
      'node_modules/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unused-expressions': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      ...syntax(),
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // Keys of static lists, and our links: there is one origin and no base path.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
  {
    files: ['shared/**'],
    rules: { ...noImports(NODE, SERVER, WEB, TESTS), ...syntax(HIDDEN_TIME, ENVIRONMENT) },
  },
  { files: ['web/**'], rules: { ...noImports(SERVER, TESTS), ...syntax(ENVIRONMENT) } },
  {
    files: ['server/**'],
    rules: { ...noImports(WEB, TESTS, MAKER, ENGINES), ...syntax(EMITTING, ENVIRONMENT) },
  },
  {
    files: ['server/{commands,projections}/**'],
    rules: { ...noImports(WEB, TESTS, MAKER, ENGINES), ...syntax(EMITTING, ENVIRONMENT, HIDDEN_TIME) },
  },
  {
    files: ['server/release/**'],
    rules: {
      ...noImports(WEB, TESTS, ENGINES, [
        'socket\\.io|gateway/|^express$',
        'the release gate knows no socket: it computes what may leave, others carry it.',
      ]),
      ...syntax(EMITTING, ENVIRONMENT, HIDDEN_TIME),
    },
  },
  {
    files: ['server/exports/**'],
    rules: {
      ...noImports(WEB, TESTS, MAKER, ENGINES, [
        '^#server/(gateway|log|commands|projections)|/(gateway|log|commands|projections)/',
        'an export is written from the entities of one view: whatever else it read could leave with it (PRV-40).',
      ]),
      ...syntax(EMITTING, ENVIRONMENT, HIDDEN_TIME),
    },
  },
  {
    files: ['server/presence/**'],
    rules: { ...noImports(WEB, TESTS, MAKER, LOG), ...syntax(EMITTING, ENVIRONMENT, HIDDEN_TIME) },
  },
  { files: ['server/demo/**'], rules: { ...noImports(WEB, TESTS, INSIDE_SERVER), ...syntax(ENVIRONMENT) } },
  { files: ['server/log/**'], rules: noImports(WEB, TESTS) },
  {
    files: ['server/gateway/outbox.ts'],
    rules: { ...noImports(WEB, TESTS, ENGINES), ...syntax(ENVIRONMENT) },
  },
  {
    files: ['server/main.ts', 'server/serve.ts'],
    rules: { ...noImports(WEB, TESTS, MAKER, ENGINES), ...syntax(EMITTING) },
  },
  {
    // The pages' server knows no argument: it is told through the environment.
    files: ['server/deployment/pages.ts'],
    rules: { ...noImports(WEB, TESTS, MAKER, ENGINES), ...syntax(EMITTING) },
  },
  {
    files: ['server/nodes/storage.ts'],
    rules: { ...noImports(WEB, TESTS, MAKER), ...syntax(EMITTING, ENVIRONMENT) },
  },
  {
    // Figures of the machine alone, on a port of their own (PRV-45): the registry holds nothing else.
    files: ['server/metrics/serve.ts'],
    rules: { ...noImports(WEB, TESTS, MAKER, ENGINES), ...syntax(ENVIRONMENT) },
  },
  {
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
