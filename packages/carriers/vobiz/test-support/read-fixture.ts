import { readFileSync } from 'node:fs';

/** A JSON document of a seed, as the seed has it. */
export function fixtureText(name: string): string {
  return readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8');
}

export function fixture(name: string): Record<string, unknown> {
  return JSON.parse(fixtureText(name)) as Record<string, unknown>;
}
