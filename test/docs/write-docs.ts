import { writeFileSync } from 'node:fs';
import { projectRoot, readText } from '../house/project-files.ts';
import { withHelps } from './command-helps.ts';
import { schemas } from './schemas.ts';
import { rerunMigration } from './rerun-migration.ts';

// Run it by the command that the tests beside it name; on the sources, so that no build has to come first.
const texts = {
  ...schemas,
  'docs/migration.md': await rerunMigration(readText('docs/migration.md')),
  'docs/command.md': await withHelps(readText('docs/command.md')),
};
for (const [path, text] of Object.entries(texts)) writeFileSync(projectRoot + path, text);
