import { InvalidArgumentError } from 'commander';

/** An option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** An option `name=value` that may be repeated with other names. */
export function collectPair(text: string, before: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/su.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must look like NAME=VALUE.');
  if (before.has(name)) throw new InvalidArgumentError(`It names ${name} twice.`);
  return new Map([...before, [name, value]]);
}
