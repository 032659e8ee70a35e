/** Base URLs that break a rule and contain the secret. */
export function urlsWith(secret: string): string[] {
  return [`https://user:${secret}@carrier.invalid`, `https://carrier.invalid/?key=${secret}`, `ftp://${secret}`];
}
