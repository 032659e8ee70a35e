import type { ContactField } from '../inventory/contact-fields.ts';

type Fold = (text: string) => string;

/** What carriers are known to do to a text before they store it. */
const compose: Fold = (text) => text.normalize('NFC');
const trim: Fold = (text) => text.trim();
const useLineFeeds: Fold = (text) => text.replaceAll('\r\n', '\n');
const lower: Fold = (text) => text.toLowerCase();

const foldsOf: Readonly<Record<'name' | ContactField, readonly Fold[]>> = {
  name: [compose, trim],
  email: [compose, trim, lower],
  phone: [compose, trim],
  description: [compose, trim, useLineFeeds],
};

const digitsOf = (phone: string): string => phone.normalize('NFKC').replaceAll(/\D/gu, '');

/** A carrier may write a number in its own way, and may leave out an extension. */
function isSameNumber(own: string, stored: string): boolean {
  const digits = digitsOf(stored);
  const withoutExtension = own.replace(/(?:;?\s*ext?\.?=?|#)\s*\d+\s*$/iu, '').replace(/\s*x\s*\d+\s*$/iu, '');
  return digits !== '' && [own, withoutExtension].some((each) => digitsOf(each) === digits);
}

/**
 * True if `stored` is what a carrier may make of `own`: composed, trimmed, an email in small letters, a phone number
 * written in another way. To send it again would change nothing. The other way round it is a change: a carrier that stores
 * capitals does not need to be told small letters twice.
 */
export function isKeptAs(field: 'name' | ContactField, own: string, stored: string): boolean {
  if (own === stored) return false;
  let forms = [own];
  for (const fold of foldsOf[field]) forms = forms.flatMap((form) => [form, fold(form)]);
  return forms.includes(stored) || (field === 'phone' && isSameNumber(own, stored));
}
