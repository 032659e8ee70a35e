import { carriers } from '@subuser/profiles';
import { carrierTable } from './carrier-table.ts';
import { houseTable } from './house-table.ts';
import { withBlock } from './marked-block.ts';
import { projectTexts, readText } from './project-files.ts';
import { switchTables } from './switch-table.ts';

/** Documents that contain a block written by code, with that block up to date. */
export async function writtenDocuments(): Promise<Record<string, string>> {
  const pages = Object.entries(await switchTables()).map(([carrier, table]) => {
    const page = `docs/carriers/${carrier}.md`;
    return [page, withBlock(readText(page), 'switches', table)] as const;
  });
  return {
    ...Object.fromEntries(pages),
    'README.md': withBlock(readText('README.md'), 'carriers', carrierTable(Object.values(carriers))),
    'docs/architecture.md': withBlock(readText('docs/architecture.md'), 'house', houseTable(projectTexts())),
  };
}
