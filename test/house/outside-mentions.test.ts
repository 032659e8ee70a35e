import { expect, test } from 'vitest';
import { carrierNames } from '../../workspace.ts';
import { isExample, outsideMentions } from './outside-mentions.ts';
import { projectTexts } from './project-files.ts';

/** Examples and tests that name one of the first two carriers; a new carrier needs none. */
const limit = 23;

test.each(carrierNames())('few files name %s where it does not plug in', (carrier) => {
  const paths = outsideMentions(carrier, projectTexts()).filter(isExample);
  expect(paths.length, `These files name ${carrier}:\n${paths.join('\n')}\n`).toBeLessThanOrEqual(limit);
});

test('outsideMentions finds a name in any case, in words and in paths, but not where the carrier is at home', () => {
  const files = [
    ['packages/carriers/acme/src/a.ts', 'acme'],
    ['packages/carriers/acmeplus/src/a.ts', 'other'],
    ['packages/emulator/src/acme/a.ts', 'acme'],
    ['packages/emulator/src/emulators.ts', 'startAcmeEmulator'],
    ['test/carriers/acme.ts', 'acme'],
    ['test/carriers/acme/calls.ts', 'acme'],
    ['test/carriers/all.ts', "from './acme.ts'"],
    ['docs/carriers/acme.md', 'Acme'],
    ['docs/errors.md', 'ACME_TOKEN'],
    ['docs/listing.md', 'Other'],
    ['docs/decisions/0001-acme.md', 'Acme'],
    ['CHANGELOG.md', 'acme'],
    ['pnpm-lock.yaml', 'acme'],
  ] as const;
  expect(outsideMentions('acme', files)).toEqual([
    'packages/carriers/acmeplus/src/a.ts',
    'packages/emulator/src/emulators.ts',
    'test/carriers/all.ts',
    'docs/errors.md',
  ]);
});
