import { carrierNames } from '../../workspace.ts';

/** What one package may import at run time. Everything else is forbidden; type-only imports are no exception. */
export interface PackageRow {
  /** Folders of our own packages, which `dependencies` must list. */
  readonly ours: readonly string[];
  /** Outside libraries, which `dependencies` must list. */
  readonly outside: readonly string[];
  /** Outside libraries that the application installs, which `peerDependencies` must list. */
  readonly peers: readonly string[];
  /** Peers in the manifest that no file of ours imports; each row says why. */
  readonly listedOnly?: readonly string[];
  /** Our packages that only its tests may import. */
  readonly oursInTests?: readonly string[];
  /** Only the command does. */
  readonly readsEnvironment?: true;
  /** None of its sources contains the name of a carrier, comments and tests included. */
  readonly namesNoCarrier?: true;
  /** The folders of its src/ and the files beside them, lowest floor first: each may import lower floors only. */
  readonly floors?: readonly (readonly string[])[];
  /** The files that import what a user names, so that the name is known at run time only. */
  readonly importsByName?: readonly string[];
  /** Where it differs from `publishedEngines`. */
  readonly engines?: RegExp;
}

export const houseRules: Readonly<Record<string, PackageRow>> = {
  core: {
    ours: [],
    outside: ['zod', 'any-ascii'],
    peers: [],
    namesNoCarrier: true,
    floors: [
      ['ports'],
      ['model'],
      ['provider'],
      ['listing'],
      ['settling'],
      ['sub-users'],
      ['errors', 'memory', 'testing'],
    ],
  },
  http: {
    ours: ['core'],
    outside: ['undici', 'zod'],
    peers: [],
    floors: [
      ['base-url', 'call-context', 'call-event', 'form', 'native-reader', 'pacer', 'paging', 'timer-limit'],
      ['connection-options', 'http', 'observer', 'rescued-error'],
      ['exchange', 'http-options', 'pacing', 'retrying'],
      ['call', 'reply'],
      ['create-http'],
    ],
  },
  // Every adapter has the same row, so that a new carrier needs none.
  'carriers/*': {
    ours: ['core', 'http'],
    outside: ['zod', 'jose'],
    peers: [],
    oursInTests: ['emulator', 'conformance'],
  },
  emulator: {
    // Nothing of ours, not even in tests: if an adapter shared its code, one misreading of a carrier could hide in both.
    ours: [],
    outside: ['hono', 'jose'],
    peers: [],
    floors: [['server'], ['carrier-emulator'], carrierNames(), ['emulators']],
  },
  conformance: {
    ours: ['core'],
    outside: [],
    peers: ['vitest'],
    floors: [
      ['fault', 'inapplicable'],
      ['harness'],
      ['context'],
      ['behaviour', 'expect', 'samples'],
      ['behaviours', 'judge'],
      ['conclude', 'skips'],
      ['describe-provider'],
    ],
  },
  // It knows providers, never carriers: its tests use the memory provider of core.
  migrate: {
    ours: ['core'],
    outside: ['zod', 'jose', 'jsonc-parser'],
    peers: [],
    namesNoCarrier: true,
    floors: [
      ['inventory', 'migration-error'],
      ['files', 'mapping'],
      ['credentials', 'journal', 'plan'],
      ['planning', 'apply', 'report'],
      ['verify', 'undo'],
    ],
  },
  profiles: {
    ours: ['core', ...carrierNames().map((name) => `carriers/${name}`)],
    outside: ['zod'],
    peers: [],
    oursInTests: ['emulator'],
  },
  inversify: {
    ours: ['core', 'profiles'],
    outside: [],
    peers: ['inversify', 'reflect-metadata'],
    // inversify imports reflect-metadata/lite without declaring it.
    listedOnly: ['reflect-metadata'],
    oursInTests: ['emulator'],
  },
  cli: {
    ours: ['profiles', 'migrate', 'core', 'emulator'],
    // Decision 7 says why each of them.
    outside: [
      'commander',
      '@clack/prompts',
      'csv-parse',
      'csv-stringify',
      'fast-string-width',
      'fast-wrap-ansi',
      'import-meta-resolve',
      'jsonc-parser',
      'selfsigned',
      'zod',
    ],
    peers: [],
    readsEnvironment: true,
    floors: [['terminal'], ['files', 'views'], ['config', 'credentials', 'rows'], ['commands'], ['program'], ['main']],
    importsByName: ['packages/cli/src/config/load-carrier.ts'],
  },
  postgres: {
    ours: ['core', 'migrate'],
    outside: ['pg', 'pg-boss'],
    peers: [],
    engines: /^>=(20\.18\.1|22(\.\d+){0,2})$/,
  },
};

/** Outside libraries that any package's tests may import, too. */
export const testTools: readonly string[] = ['vitest', 'fast-check', 'nock', 'undici', 'jose', 'zod'];

export const carrierWords = new RegExp(carrierNames().join('|'), 'i');

/** The oldest Node that every published package runs on. */
export const publishedEngines = /^>=20\.18\.1$/;

/** The command has the name of the product. */
export const packageName = (folder: string): string =>
  folder === 'cli' ? 'subuser' : `@subuser/${folder.replace('carriers/', '')}`;

export function ruleFor(folder: string): PackageRow {
  const row = houseRules[folder.replace(/^carriers\/.+/, 'carriers/*')];
  if (row === undefined) throw new Error(`packages/${folder} has no row in test/house/house-rules.ts`);
  return row;
}
