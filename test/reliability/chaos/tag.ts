/** A description in the format of docs/errors.md, parsed without the library's own code. */
export interface Described {
  text: string;
  reference: string | null;
  nonce: string | undefined;
}

export function readDescription(description: string | null): Described {
  const [, text = '', reference = '', nonce] =
    /^(.*?) ?\[ref:([^~\]]*)~([a-z0-9]{6,16})\]$/u.exec(description ?? '') ?? [];
  if (nonce === undefined) return { text: description ?? '', reference: null, nonce };
  return { text, reference: reference === '' ? null : reference, nonce };
}

/** The first word of every description that a run writes, by which it recognises its own. */
export const markOf = (description: string | null): string => description?.split(' ')[0] ?? '';
