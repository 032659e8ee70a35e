import type { SubUser } from '@subuser/core';
import { type Command, Option } from 'commander';
import type { SubUserField } from '../../views/sub-user-fields.ts';
import { subUsersView } from '../../views/sub-user-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { parseCount } from '../parse-number.ts';
import { onProfile } from '../shared-options.ts';
import { parseColumns, parseFilter, parseOrder, selected, type Selection } from './selection.ts';

interface ListFlags extends Selection {
  status?: SubUser['status'];
  columns?: SubUserField[];
}

export function listCommand(context: Context): Command {
  const described = describedCommand(
    'list',
    'every sub-user of an account',
    'list --profile main --filter name=acme --sort -createdAt --limit 20',
  );
  return onProfile(described)
    .addOption(new Option('--status <status>', 'only these').choices(['active', 'disabled', 'blocked']))
    .option(
      '--filter <field=text>',
      'only those whose field contains the text; without a text, those whose field is empty; repeat for more',
      parseFilter,
    )
    .option('--sort <field>', 'in the order of this field; -field for the other direction', parseOrder)
    .option('--limit <count>', 'at most so many', parseCount)
    .addOption(
      new Option('--columns <fields>', 'of the table, as in id,name,createdAt')
        .argParser(parseColumns)
        .conflicts('json'),
    )
    .option('--json', 'JSON, one line a sub-user')
    .action(({ status, columns, ...selection }: ListFlags) =>
      context.withProfile((subUsers) =>
        context.show(subUsersView(selected(subUsers.list({ status }), selection), columns)),
      ),
    );
}
