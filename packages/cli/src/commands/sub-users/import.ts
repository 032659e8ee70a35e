import { type Command, InvalidArgumentError } from 'commander';
import { columns } from '../../rows/csv-cells.ts';
import { type Context, describedCommand } from '../context.ts';
import { collectPair } from '../collect.ts';
import { parseCount } from '../parse-number.ts';
import { onProfile, withCarrierOptions, withSeal } from '../shared-options.ts';
import type { ImportFlags } from './import-rows.ts';

function parseColumn(text: string, before?: ReadonlyMap<string, string>): Map<string, string> {
  const pairs = collectPair(text, before);
  const [field = ''] = [...pairs.keys()].slice(-1);
  if (columns.includes(field)) return pairs;
  throw new InvalidArgumentError(`It must begin with one of ${columns.join(', ')}, as in name=Company.`);
}

/** A header may contain a comma itself. */
function parseHeaders(text: string, before: readonly string[] = []): string[] {
  return [...before, text, ...text.split(',')];
}

function parseDelimiter(text: string): string {
  const delimiter = text === 'tab' || text === String.raw`\t` ? '\t' : text;
  if (/^[^"\r\n]$/u.test(delimiter)) return delimiter;
  throw new InvalidArgumentError('It must be one character, or tab.');
}

function parseEncoding(text: string): string {
  try {
    return new TextDecoder(text).encoding;
  } catch {
    throw new InvalidArgumentError('It must be the name of an encoding, as in windows-1252 or utf-16le.');
  }
}

export function importCommand(context: Context): Command {
  const described = describedCommand(
    'import',
    'create sub-users from a CSV, NDJSON or JSON file; nothing is sent unless every row passes',
    'import tenants.csv --profile main --dry-run',
  );
  return withCarrierOptions(withSeal(onProfile(described)))
    .argument(
      '<file>',
      `CSV with the columns ${columns.join(', ')} (grants joined by |), NDJSON, a JSON array, or - for stdin`,
    )
    .option('--column <field=header>', 'the header of a field, if the file has another; repeat for more', parseColumn)
    .option('--ignore-columns <headers>', 'columns to leave out, as in Town,Turnover', parseHeaders)
    .option('--delimiter <character>', 'default: comma, semicolon or tab, whichever fits the header', parseDelimiter)
    .option('--encoding <name>', 'of a file without a byte order mark (default: utf-8)', parseEncoding)
    .option('--dry-run', 'check every row and send nothing')
    .option('--concurrency <count>', 'creates at once', parseCount, 8)
    .option('--json', 'errors as JSON, too; rows always are')
    .action((file: string, flags: ImportFlags) =>
      context.withProfile(async (subUsers, profile) => {
        const { importRows } = await import('./import-rows.ts');
        await importRows(context, { subUsers, profile, file, flags });
      }),
    );
}
