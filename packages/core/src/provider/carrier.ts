import type * as z from 'zod';
import type { Traits } from '../model/traits.ts';
import type { SubUserProvider } from './provider.ts';

/**
 * Everything about a carrier that is known before one of its accounts is opened. Each adapter exports one. A list of them is the
 * only place that names carriers; profiles, the command and the test suites derive the rest.
 */
export interface Carrier<Options = never> {
  /** Its name in profiles, errors and events: `acme`. */
  readonly name: string;
  /** Its name as the company writes it: `Acme Telecom`. */
  readonly label: string;
  readonly traits: Traits;
  /** The schema of what `create` takes. Secrets in it are `secretText`, so that a configuration file cannot contain them in clear. */
  readonly options: z.ZodType<unknown, Options>;
  /** The environment variables that conventionally contain the options, by the path of the option. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sends nothing. Throws `invalid-argument` that names each invalid option, never its value. */
  create(options: Options): SubUserProvider;
}
