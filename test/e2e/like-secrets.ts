const classes = [/[A-Z]/u, /[a-z]/u, /\d/u, /[^A-Za-z\d]/u];

/** Whatever in a text could be a secret: a generated password, a token, a JWT, a private key, a main account's id. */
export function likeSecrets(text: string): string[] {
  const words = text.match(/[\w!#$*=?@^~-]{24,}/gu) ?? [];
  const passwords = words.filter((word) => classes.every((each) => each.test(word)));
  return [...passwords, ...(text.match(/[\w-]{40}|eyJ[\w-]+\.|BEGIN [A-Z ]*KEY|MA_\w+/gu) ?? [])];
}
