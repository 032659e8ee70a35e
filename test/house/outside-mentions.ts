/** The carrier's own folders and files. */
const isOwn = (carrier: string, path: string): boolean =>
  [
    `packages/carriers/${carrier}/`,
    `packages/emulator/src/${carrier}/`,
    `test/carriers/${carrier}/`,
    `test/carriers/${carrier}.ts`,
    `docs/carriers/${carrier}.md`,
  ].some((own) => path === own || (own.endsWith('/') && path.startsWith(own)));

/** Records of decisions, changes and runs: nobody edits them for a new carrier. */
const isRecord = (path: string): boolean =>
  path === 'pnpm-lock.yaml' ||
  path === 'CHANGELOG.md' ||
  path.startsWith('docs/decisions/') ||
  /^test\/\w+\/figures\//.test(path);

/** Where a carrier has to be named: docs/adding-a-carrier.md has the list. */
const plugs: ReadonlySet<string> = new Set([
  'packages/profiles/src/carriers.ts',
  'packages/profiles/package.json',
  'packages/profiles/tsconfig.json',
  'packages/emulator/src/emulators.ts',
  'packages/emulator/src/index.ts',
  'test/carriers/all.ts',
  'package.json',
  'tsconfig.json',
  'tsconfig.test.json',
  'README.md',
]);

/** Documents whose tables and help texts are written from the list of carriers, or by a run that tries all of them. */
const written: ReadonlySet<string> = new Set([
  'docs/architecture.md',
  'docs/command.md',
  'docs/performance.md',
  'docs/reliability.md',
  'docs/schemas/subuser.config.schema.json',
]);

/** Whether a file names its carriers as an example or in a test, so that a new carrier has no business there. */
export const isExample = (path: string): boolean => !plugs.has(path) && !written.has(path);

/** The files outside a carrier's own folders that name it in their path or text, in any case and within words, too. */
export function outsideMentions(carrier: string, files: Iterable<readonly [path: string, text: string]>): string[] {
  return Array.from(files)
    .filter(([path]) => !isOwn(carrier, path) && !isRecord(path))
    .filter(([path, text]) => `${path}\n${text}`.toLowerCase().includes(carrier))
    .map(([path]) => path);
}
