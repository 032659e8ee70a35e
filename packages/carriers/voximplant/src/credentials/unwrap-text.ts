/**
 * A text as it was before an environment file or a CI system wrapped it: without white space, a byte order mark and quotes
 * around it, and decoded from base64 if only that gives what `isSought` recognises.
 */
export function unwrapText(text: string, isSought: (text: string) => boolean): string {
  const bare = text
    .trim()
    .replace(/^(["'])(.*)\1$/su, '$2')
    .trim();
  if (isSought(bare)) return bare;
  const decoded = Buffer.from(bare, 'base64').toString().trim();
  return isSought(decoded) ? decoded : bare;
}
