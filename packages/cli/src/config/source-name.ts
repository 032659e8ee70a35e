// Words of letters with underscores between them: `ACME_AUTH_TOKEN_2`.
const variable = /^[A-Z]{1,16}(?:_[A-Z]{1,16}\d{0,2}|_\d{1,4})+$/u;

// A path that begins as one or ends in an extension, of short names.
const path = /^(?=(?:\.{0,2}|~|[A-Za-z]:)[\\/]|.*\.[A-Za-z]{1,6}$)(?:[\w .:~-]{0,32}[\\/])*[\w .-]{1,32}$/u;
const longWord = /[A-Za-z0-9]{20}/u;

/**
 * The variable or file that a value comes from, as messages name it. People put the secret itself there by mistake, so
 * whatever does not look like a name is not repeated.
 */
export function variableName(name: string): string {
  if (variable.test(name)) return `the variable ${name}`;
  return 'the variable named here (not repeated, since it may be a secret; "env" takes only the name, without $)';
}

export function fileName(name: string): string {
  if (path.test(name) && !longWord.test(name)) return `the file ${name}`;
  return 'the file named here (not repeated, since it may be a secret; "file" takes only the path)';
}
