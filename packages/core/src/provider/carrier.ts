import type * as z from 'zod';
import type { Traits } from '../model/traits.ts';
import type { SubUserProvider } from './provider.ts';

/**
 * All that is to be known of a carrier before one of its accounts is opened. Each adapter exports one; a list of them is
 * the only place where carriers are named, and profiles, the command and the test suites derive the rest.
 */
export interface Carrier<Options = never> {
  /** As it stands in profiles, errors and events: `acme`. */
  readonly name: string;
  /** As its company writes it: `Acme Telecom`. */
  readonly label: string;
  readonly traits: Traits;
  /** Checks what `create` takes. Its secrets are `secretText`, so that a configuration file can refuse them in clear. */
  readonly options: z.ZodType<unknown, Options>;
  /** The environment variables that options conventionally come from, by the path of the option. */
  readonly environment: Readonly<Record<string, string>>;
  /** Contacts nobody. Throws `invalid-argument` that names each misfit, never a value. */
  create(options: Options): SubUserProvider;
}
