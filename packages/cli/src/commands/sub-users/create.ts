import type { NewSubUser } from '@subuser/core';
import { type Command, Option } from 'commander';
import type { PlaceOptions } from '../../credentials/credential-place.ts';
import { type Context, describedCommand } from '../context.ts';
import {
  type CarrierOptionFlags,
  type FieldFlags,
  onProfile,
  withCarrierOptions,
  withFields,
  withSeal,
} from '../shared-options.ts';

interface CreateFlags extends FieldFlags, CarrierOptionFlags, PlaceOptions {
  name: string;
  disabled?: true;
  ifUnknown: 'settle' | 'throw';
}

function inputOf({ name, email, phone, description, reference, grant, disabled }: CreateFlags): NewSubUser {
  const enabled = disabled ? false : undefined;
  return { name, email, phone, description, reference, enabled, grants: grant };
}

export function createCommand(context: Context): Command {
  const described = describedCommand(
    'create',
    'create a sub-user; its credentials go to a file, never to the screen',
    'create --profile main --name "Acme Ltd" --grant calls --seal credentials.jwe --recipient public.jwk.json',
  );
  const command = withSeal(onProfile(described)).requiredOption('--name <name>');
  return withCarrierOptions(withFields(command, 'repeat for more'))
    .option('--disabled', 'create it disabled')
    .addOption(
      new Option('--if-unknown <what>', 'when the carrier’s reply is lost')
        .choices(['settle', 'throw'])
        .default('settle'),
    )
    .option('--json', 'JSON, one object')
    .action((flags: CreateFlags) =>
      context.withProfile(async (subUsers, profile) => {
        const { createOne } = await import('./create-one.ts');
        const { carrierOptionsAdder } = await import('./carrier-options.ts');
        const input = carrierOptionsAdder(subUsers, flags.option)(inputOf(flags));
        await createOne(context, { subUsers, profile, input, flags });
      }),
    );
}
