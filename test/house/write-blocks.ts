import { writeFileSync } from 'node:fs';
import { projectRoot } from './project-files.ts';
import { writtenDocuments } from './written-blocks.ts';

// written-blocks.test.ts names the command that runs this. It reads the sources, so no build is needed.
for (const [path, text] of Object.entries(await writtenDocuments())) writeFileSync(projectRoot + path, text);
