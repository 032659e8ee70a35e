import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { carrierWords, packageName, ruleFor, testTools } from './house-rules.ts';
import { environmentReads, importsOf, packageOf } from './imports.ts';
import { packageFolderOf } from './project-files.ts';
import { lineOf } from './syntax.ts';

/** Run-time code is everything under src/ except tests; all other files of a package are for its tests. */
export const isRunTime = (path: string): boolean =>
  /^packages\/(carriers\/)?[^/]+\/src\//.test(path) && !path.endsWith('.test.ts');

/** Packages that the file may import. */
function allowedIn(path: string): string[] {
  const { ours, outside, peers, oursInTests = [] } = ruleFor(packageFolderOf(path));
  const atRunTime = [...ours.map(packageName), ...outside, ...peers];
  return isRunTime(path) ? atRunTime : [...new Set([...atRunTime, ...oursInTests.map(packageName), ...testTools])];
}

/** What is wrong with a relative import, if anything is. */
function relativeFault(path: string, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier);
  if (!specifier.endsWith('.ts')) return 'must end in .ts';
  if (isRunTime(path))
    return isRunTime(target) && packageFolderOf(target) === packageFolderOf(path)
      ? undefined
      : `leads to ${target}: at run time a package reads its own src/ only, without the tests; import by package name`;
  return target.startsWith(`packages/${packageFolderOf(path)}/`) || target.startsWith('test/support/')
    ? undefined
    : `leads to ${target}: a test reads its own package and test/support/ only; import by package name`;
}

function importFault(path: string, specifier: string | undefined): string | undefined {
  if (specifier === undefined) {
    const { importsByName = [] } = ruleFor(packageFolderOf(path));
    return importsByName.includes(path) ? undefined : 'is computed: write the name out, so that this test can read it';
  }
  if (specifier.startsWith('.')) return relativeFault(path, specifier);
  if (specifier === 'node:module') return 'makes imports that this test cannot read: import by name';
  if (specifier.startsWith('node:')) return undefined;
  if (isBuiltin(specifier)) return `must be written 'node:${specifier}'`;
  const allowed = allowedIn(path);
  if (allowed.includes(packageOf(specifier))) return undefined;
  const when = isRunTime(path) ? 'at run time' : 'in its tests';
  return `is no arrow of the house: ${when} ${packageFolderOf(path)} may import ${allowed.join(', ') || 'node:* only'}`;
}

/** Every way in which one TypeScript file of a package breaks the table in house-rules.ts. */
export function brokenArrows(path: string, text: string): string[] {
  const rule = ruleFor(packageFolderOf(path));
  const faults = importsOf(text).flatMap(({ specifier, line }) => {
    const fault = importFault(path, specifier);
    return fault === undefined ? [] : [`${path}:${line} the import of '${specifier ?? '…'}' ${fault}`];
  });
  if (rule.readsEnvironment !== true)
    for (const line of environmentReads(text))
      faults.push(`${path}:${line} reads the environment: only packages/cli does; take the value as an option`);
  if (rule.namesNoCarrier === true && path.includes('/src/'))
    for (const { index, 0: word } of text.matchAll(new RegExp(carrierWords, 'gi')))
      faults.push(`${path}:${lineOf(text, index)} names a carrier ('${word}'): ${packageFolderOf(path)} knows none`);
  return faults;
}
