import { relative } from 'node:path';
import { brokenRules, inOurWords, secretPaths } from '@subuser/core/provider';
import { findCarrier } from '@subuser/profiles';
import { invalidDocument, type JsonDocument, readJson } from '../files/json-document.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type Config, configSchema } from './config-schema.ts';
import { findConfig } from './find-config.ts';
import { secretsInClear } from './secrets-in-clear.ts';

export interface ConfigFile {
  path: string;
  document: JsonDocument;
  config: Config;
}

function parseConfig(document: JsonDocument): Config {
  const parsed = configSchema.safeParse(document.value, inOurWords);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const unknown = new Set(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [])));
  const rules = brokenRules(parsed.error).map(({ field, rule }) => {
    const isUnknown = unknown.has(field.split('.').at(-1) ?? '');
    return { field, rule: isUnknown ? `${rule}; remove it, or update subuser if it is from a newer version` : rule };
  });
  throw invalidDocument(document, rules);
}

/**
 * Reads the configuration. Throws `invalid-argument` with file, line and remedy, also for a secret in clear. What a
 * `module` declares secret is checked when its profile is opened, since that runs its code.
 */
export async function readConfig(named: string | undefined, terminal: Terminal): Promise<ConfigFile> {
  const path = await findConfig(named, terminal);
  const document = await readJson(path, relative(terminal.directory, path));
  const config = parseConfig(document);
  const inClear = Object.entries(config.profiles).flatMap(([name, { carrier, ...options }]) => {
    const found = findCarrier(carrier);
    const rules = found === undefined ? [] : secretsInClear(options, secretPaths(found.options));
    return rules.map(({ field, rule }) => ({ field: `profiles.${name}.${field}`, rule }));
  });
  if (inClear.length > 0) throw invalidDocument(document, inClear);
  return { path, document, config };
}
