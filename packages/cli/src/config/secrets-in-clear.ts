import type { BrokenRule } from '@subuser/core';

const rule = 'must not be in clear here: write { "env": "NAME" } and set that variable, or { "file": "PATH" }';

/** Whether a path is another or below it. The empty path is above all. */
function isWithin(path: string, other: string): boolean {
  return other === '' || path === other || path.startsWith(`${other}.`);
}

/** A proxy's user and password, say. */
const isUrlWithCredentials = (node: unknown): boolean =>
  typeof node === 'string' && /^[a-z]+:\/\/[^/?#]*@/iu.test(node);

/** The options at a secret's path, below it or above it that are neither `{ env }` nor `{ file }`, and URLs with credentials. */
export function secretsInClear(options: object, secretPaths: readonly string[]): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const search = (node: unknown, path: string): void => {
    if (typeof node === 'object' && node !== null) {
      if ('env' in node || 'file' in node) return;
      for (const [key, child] of Object.entries(node)) search(child, path === '' ? key : `${path}.${key}`);
    } else if (
      isUrlWithCredentials(node) ||
      secretPaths.some((secret) => isWithin(path, secret) || isWithin(secret, path))
    )
      broken.push({ field: path, rule });
  };
  search(options, '');
  return broken;
}
