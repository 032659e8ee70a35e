import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { type BrokenRule, SubUserError, type SubUsers } from '@subuser/core';
import { brokenRules } from '@subuser/core/provider';
import { createSubUsers, type Profile } from '@subuser/profiles';
import type { Terminal } from '../terminal/terminal.ts';
import { type Config, configSchema, secretsInClear } from './config-schema.ts';
import { findConfig } from './find-config.ts';
import { inFile, type JsonDocument, readJson } from './json-document.ts';

function refusal(document: JsonDocument, rules: readonly BrokenRule[]): unknown {
  return inFile(document, SubUserError.refusal(rules, { operation: 'configure' }));
}

/** Options that a command sets over those of the profile. */
export type Overrides = Readonly<Record<string, unknown>>;

export interface ConfigFile {
  path: string;
  document: JsonDocument;
  config: Config;
}

/** Throws `invalid-argument` with file, line and remedy; a secret in clear is refused. */
export async function readConfig(named: string | undefined, terminal: Terminal): Promise<ConfigFile> {
  const path = await findConfig(named, terminal.directory);
  const document = await readJson(path, relative(terminal.directory, path));
  const parsed = configSchema.safeParse(document.value);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const unknown = new Set(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [])));
    const rules = brokenRules(parsed.error).map(({ field, rule }) => {
      const isUnknown = unknown.has(field.split('.').at(-1) ?? '');
      return { field, rule: isUnknown ? `${rule}; take it out, or update subuser if it is of a newer one` : rule };
    });
    throw refusal(document, rules);
  }
  const rule = 'must not stand in clear here: write { "env": "NAME" } and set that variable, or { "file": "PATH" }';
  const inClear = secretsInClear(parsed.data).map((field) => ({ field, rule }));
  if (inClear.length > 0) throw refusal(document, inClear);
  return { path, document, config: parsed.data };
}

/** A profile with every `{ env }` and `{ file }` replaced by what it stands for. */
async function resolveValues(
  { path, document, config }: ConfigFile,
  name: string,
  environment: Terminal['environment'],
): Promise<Record<string, unknown>> {
  const broken: BrokenRule[] = [];
  async function resolveValue(node: unknown, field: string): Promise<unknown> {
    if (typeof node !== 'object' || node === null) return node;
    if ('env' in node && typeof node.env === 'string') {
      const value = environment[node.env];
      if (value === undefined || value === '') broken.push({ field, rule: `the variable ${node.env} is not set` });
      return value;
    }
    if ('file' in node && typeof node.file === 'string') {
      try {
        const text = await readFile(resolve(dirname(path), node.file), 'utf8');
        return node.file.endsWith('.json') ? (JSON.parse(text) as unknown) : text.trimEnd();
      } catch (error) {
        const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
        broken.push({ field, rule: `the file ${node.file} ${reason}` });
        return undefined;
      }
    }
    const entries = Object.entries(node).map(async ([key, child]) => [
      key,
      await resolveValue(child, `${field}.${key}`),
    ]);
    return Object.fromEntries(await Promise.all(entries)) as unknown;
  }
  const profile = await resolveValue(config.carriers[name], `carriers.${name}`);
  if (broken.length > 0) throw refusal(document, broken);
  return profile as Record<string, unknown>;
}

/** Opens the account of a profile; nobody is contacted yet. */
export async function openProfile(
  file: ConfigFile,
  name: string,
  terminal: Terminal,
  overrides: Overrides = {},
): Promise<SubUsers> {
  const { document, config } = file;
  if (!Object.hasOwn(config.carriers, name)) {
    const names = Object.keys(config.carriers).join(', ') || 'none';
    const message = `${document.file} has no profile “${name}”; there are: ${names}`;
    throw new SubUserError('invalid-argument', message, { operation: 'configure' });
  }
  const profile = await resolveValues(file, name, terminal.environment);
  try {
    return createSubUsers({ ...profile, ...overrides } as unknown as Profile);
  } catch (error) {
    if (!SubUserError.is(error) || error.detail.fields === undefined) throw error;
    throw refusal(
      document,
      error.detail.fields.map(({ field, ...rest }) => ({ ...rest, field: `carriers.${name}.${field}` })),
    );
  }
}
