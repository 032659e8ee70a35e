import { writeFileSync } from 'node:fs';
import { carriers, carrierTable, withCarrierTable } from './carrier-table.ts';
import { projectRoot, readText } from './project-files.ts';

// Run it by the command that carrier-table.test.ts names; on the sources, so that no build has to come first.
writeFileSync(`${projectRoot}README.md`, withCarrierTable(readText('README.md'), carrierTable(carriers)));
