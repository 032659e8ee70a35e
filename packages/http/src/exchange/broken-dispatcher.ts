import { codeOfError } from '@subuser/core/provider';

/** How a runtime says that it lacks something; any other message may quote the request. */
const lack =
  /^[^"`“]*\b(?:not (?:yet )?(?:implemented|supported|available)|not a (?:function|constructor)|of undefined)\b/u;

/** `undefined` if neither the error nor its causes have a code, as those of networks have. */
function anyCodeOf(error: unknown): string | undefined {
  return codeOfError(error) ?? (error instanceof Error ? anyCodeOf(error.cause) : undefined);
}

/** Whether an error, thrown by a dispatcher or reported in place of a reply, shows that it can never work. */
export function isBroken(error: unknown, isThrown: boolean): boolean {
  if (anyCodeOf(error) !== undefined) return false;
  if (isThrown || error instanceof TypeError || error instanceof ReferenceError) return true;
  return error instanceof Error && lack.test(error.message);
}

/** What it says about that, without anything that could be secret. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw a ${typeof error}`;
  return lack.test(error.message) ? `${error.name}: ${error.message.slice(0, 120)}` : `it threw a ${error.name}`;
}
