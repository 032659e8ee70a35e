import { writeFileSync } from 'node:fs';
import { projectRoot } from './project-files.ts';
import { writtenDocuments } from './written-blocks.ts';

// Run it by the command that written-blocks.test.ts names; on the sources, so that no build has to come first.
for (const [path, text] of Object.entries(writtenDocuments())) writeFileSync(projectRoot + path, text);
