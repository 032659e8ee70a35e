import { inspect } from 'node:util';

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    // An object with a function cannot be cloned, so it cannot leak that way.
    return undefined;
  }
}

/** Everything that a log, a debugger, a queue or a template string could show of a value. */
export function printed(value: unknown): string {
  const whole = { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null, maxArrayLength: null };
  const forms = [String(value), JSON.stringify(value), inspect(value, whole), inspect(cloned(value), whole)];
  if (value instanceof Error) {
    forms.push(value.message, value.stack ?? '');
    if (value.cause !== undefined) forms.push(printed(value.cause));
  }
  return forms.join('\n');
}
