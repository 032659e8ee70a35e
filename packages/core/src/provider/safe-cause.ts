/** Codes of Node's errors whose message quotes the value that was passed. */
const quotes = /^ERR_INVALID_ARG_/u;

/**
 * An error that contains no secret: name, code and stack frames of the original, and its message if it has a code (as errors of
 * Node, undici and OpenSSL have; undici's parser error has none). The original is left out: HTTP clients attach requests and
 * replies to their errors, headers included, and a `SyntaxError` of `JSON.parse` quotes a piece of the text.
 */
export function safeCause(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`a thrown ${typeof error}`);
  const code = codeOfError(error);
  // A connection that was tried at several addresses fails with an empty message around theirs.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  const message = error.message === '' && first instanceof Error ? first.message : error.message;
  const isPlain = code === undefined ? error.name === 'HTTPParserError' : !quotes.test(code);
  const safe = new Error(isPlain ? message : '');
  safe.name = error.name;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /u.test(line)) ?? [];
  safe.stack = [String(safe), ...frames].join('\n');
  return code === undefined ? safe : Object.assign(safe, { code });
}

export function codeOfError(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
