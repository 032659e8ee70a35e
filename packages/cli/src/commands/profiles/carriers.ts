import type { Command } from 'commander';
import { capabilitiesView } from '../../views/capabilities-view.ts';
import { type Context, describedCommand } from '../context.ts';

export function carriersCommand(context: Context): Command {
  return describedCommand('carriers', 'what the carrier of each profile supports, side by side', 'carriers')
    .option('--json', 'one object a profile')
    .action(async () => {
      const { openProfile } = await import('../../config/open-profile.ts');
      const file = await context.config();
      const profiles = await Promise.all(
        Object.keys(file.config.profiles).map(async (profile) => {
          const subUsers = await openProfile(file, profile, context.terminal);
          await subUsers.close();
          return { profile, carrier: subUsers.carrier, ...subUsers.capabilities };
        }),
      );
      await context.show(capabilitiesView(profiles));
    });
}
