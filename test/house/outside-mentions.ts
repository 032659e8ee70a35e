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

/** The files outside a carrier's own folders that name it in their path or text, in any case and within words, too. */
export function outsideMentions(carrier: string, files: Iterable<readonly [path: string, text: string]>): string[] {
  return Array.from(files)
    .filter(([path]) => !isOwn(carrier, path) && !isRecord(path))
    .filter(([path, text]) => `${path}\n${text}`.toLowerCase().includes(carrier))
    .map(([path]) => path);
}
