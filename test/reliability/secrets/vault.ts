/** This many consecutive characters of a secret count as the secret: half a token is a leak, too. */
export const fragmentLength = 10;

/** Base64 of the secret anywhere in a longer text: at each of the three alignments, without the characters that depend on its neighbours. */
function base64Of(secret: string): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.from('x'.repeat(shift) + secret).toString('base64');
    return text.slice(shift === 0 ? 0 : shift + 1, -4);
  });
}

/** The forms in which a text can contain a secret. */
function formsOf(secret: string): string[] {
  const base64 = base64Of(secret);
  return [
    secret,
    secret.toLowerCase(),
    secret.toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** The secret part of a longer value: the signature of a token, the lines of a key that no other key has. */
function secretPartsOf(value: string): string[] {
  if (value.startsWith('-----BEGIN')) return value.split('\n').slice(2, -2);
  const [, , signature] = value.split('.');
  return value.startsWith('eyJ') && signature !== undefined ? [signature] : [value];
}

// No text may contain these, whoever's secret it is.
const shapes: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['any token', /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/u],
  ['any private key', /PRIVATE KEY-----\s*\w/u],
  ['any authorization', /\b(?:Basic|Bearer) +[\w+/=.-]{8,}/u],
];

// A look-up for every character of every text would take minutes. A rolling hash of the first five characters of a fragment is
// cheap, and nearly always shows at once that no fragment begins here.
const opening = 5;
const bits = 24;
const next = (hash: number, code: number): number => ((hash << (bits / opening + 1)) ^ code) & (2 ** bits - 1);

/** Every known secret, by its kind. It recognises them in texts, and prints none. */
export class Vault {
  readonly #kinds = new Map<string, string>();
  readonly #known = new Set<string>();
  readonly #openings = new Uint8Array(2 ** bits);

  /** How many secrets there are. */
  get size(): number {
    return this.#known.size;
  }

  /** A known secret keeps its kind. */
  add(kind: string, secret: string): void {
    if (secret.length < fragmentLength || this.#known.has(secret)) return;
    this.#known.add(secret);
    for (const form of secretPartsOf(secret).flatMap(formsOf))
      for (let from = 0; from + fragmentLength <= form.length; from += 1)
        this.#addFragment(form.slice(from, from + fragmentLength), kind);
  }

  #addFragment(fragment: string, kind: string): void {
    if (this.#kinds.has(fragment)) return;
    this.#kinds.set(fragment, kind);
    let hash = 0;
    for (let place = 0; place < opening; place += 1) hash = next(hash, fragment.charCodeAt(place));
    this.#openings[hash] = 1;
  }

  kindsIn(text: string): Set<string> {
    const found = new Set(shapes.filter(([, shape]) => shape.test(text)).map(([kind]) => kind));
    let hash = 0;
    for (let place = 0; place < text.length; place += 1) {
      hash = next(hash, text.charCodeAt(place));
      if (this.#openings[hash] !== 1) continue;
      const from = place - opening + 1;
      const kind = this.#kinds.get(text.slice(from, from + fragmentLength));
      if (kind !== undefined) found.add(kind);
    }
    return found;
  }
}
