import type { Command } from 'commander';
import { carrierVerificationView } from '../../views/carrier-verification-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { idOf, keyed, type KeyFlags } from './keyed.ts';

export function verificationCommand(context: Context): Command {
  const described = describedCommand(
    'verification',
    'whether the carrier has verified a sub-user, and lets it call',
    'verification 1234 --profile main',
  );
  return keyed(described)
    .option('--json', 'JSON, one object')
    .action((key: string, flags: KeyFlags) =>
      context.withProfile(async (subUsers) => {
        const id = await idOf(subUsers, key, flags);
        await context.show(carrierVerificationView(id, await subUsers.verification(id)));
      }),
    );
}
