import { carriers } from '@subuser/profiles';
import { carrierTable } from './carrier-table.ts';
import { houseTable } from './house-table.ts';
import { withBlock } from './marked-block.ts';
import { projectTexts, readText } from './project-files.ts';

/** Documents that contain a block written by code, with that block up to date. */
export function writtenDocuments(): Record<string, string> {
  return {
    'README.md': withBlock(readText('README.md'), 'carriers', carrierTable(Object.values(carriers))),
    'docs/architecture.md': withBlock(readText('docs/architecture.md'), 'house', houseTable(projectTexts())),
  };
}
