import { access } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SubUserError } from '@subuser/core';
import type { Carrier } from '@subuser/core/provider';
import { resolve as resolveModule } from 'import-meta-resolve';

function invalidModule(rule: string, cause?: unknown): SubUserError {
  const { code, what, detail } = SubUserError.refusal([{ field: 'module', rule }], { operation: 'configure' });
  return new SubUserError(code, what, detail, cause);
}

function isCarrier(value: unknown): value is Carrier<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { name, label, traits, options, environment, create }: Partial<Record<keyof Carrier, unknown>> = value;
  const areTexts = typeof name === 'string' && typeof label === 'string';
  const areObjects = [traits, options, environment].every((each) => typeof each === 'object' && each !== null);
  return areTexts && areObjects && typeof create === 'function';
}

/** The URL of the file that Node would import. */
async function locate(specifier: string, configPath: string): Promise<string> {
  try {
    const url = resolveModule(specifier, pathToFileURL(configPath).href);
    await access(fileURLToPath(url));
    return url;
  } catch (error) {
    throw invalidModule('cannot be found: name a file relative to this one, or an installed package', error);
  }
}

/**
 * The carrier that a module exports, under whatever name: a file relative to the configuration, or a package that is
 * installed there. Throws `invalid-argument` if there is no such module, if it fails to load, and if it does not export
 * exactly one `Carrier`.
 */
export async function loadCarrier(specifier: string, configPath: string): Promise<Carrier<unknown>> {
  const url = await locate(specifier, configPath);
  const exported = await import(/* @vite-ignore */ url).catch((error: unknown) => {
    throw invalidModule(`fails to load: ${error instanceof Error ? error.message : String(error)}`, error);
  });
  const found = [...new Set(Object.values(exported as object))].filter(isCarrier);
  const [carrier] = found;
  if (carrier !== undefined && found.length === 1) return carrier;
  const count = found.length === 0 ? 'none' : `${found.length}: ${found.map(({ name }) => name).join(', ')}`;
  throw invalidModule(`must export one Carrier (see docs/adding-a-carrier.md), but exports ${count}`);
}
