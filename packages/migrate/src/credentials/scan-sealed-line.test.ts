import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damage, damaged, parsed, plainText as text, scannerOf } from '../../test-support/damaged-lines.ts';
import { scanSealedLine } from './scan-sealed-line.ts';
import { parseSealedLine } from './sealed-line.ts';

const header = fc.record({
  alg: fc.constantFrom('ECDH-ES', 'RSA-OAEP-256'),
  enc: fc.constant('A256GCM'),
  kid: text,
  plan: fc.option(text, { nil: undefined }),
  lines: fc.array(fc.record({ step: text, nonce: text, target: text }), { maxLength: 3 }),
  epk: fc.option(fc.record({ x: text, crv: fc.constant('P-256'), kty: fc.constant('EC'), y: text }), {
    nil: undefined,
  }),
});

test('a line of a sink is scanned to what the parser returns, or left to the parser', () => {
  let scanned = 0;
  fc.assert(
    fc.property(header, damage, damage, fc.boolean(), ({ lines, epk, ...rest }, inside, outside, isListed) => {
      const all = { ...rest, ...(isListed ? { lines } : lines[0]), ...(epk && { epk }) };
      const clear = damaged(JSON.stringify(all), inside);
      const line = damaged(`${Buffer.from(clear).toString('base64url')}..iv.sealed.tag`, outside);
      const found = scanSealedLine(scannerOf(`${line}\n`));
      if (found === undefined) return;
      scanned += 1;
      expect(found).toEqual(parsed(parseSealedLine, line));
    }),
    { numRuns: 5_000, seed: 1 },
  );
  expect(scanned).toBeGreaterThan(900);
});

test.each(['?', '??', '???'])('a header that is not base64url is left to the parser: kid %s', (kid) => {
  const header = JSON.stringify({
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    kid: `${kid}???`,
    step: 's',
    nonce: 'n',
    target: 't',
  });
  const encoded = Buffer.from(header).toString('base64url');
  expect(encoded).toContain('_');
  const scanned = (text: string): unknown => scanSealedLine(scannerOf(`${text}..iv.sealed.tag\n`));
  expect(scanned(encoded)).toEqual(parseSealedLine(`${encoded}..iv.sealed.tag`));
  const others = [
    encoded.replaceAll('_', '/'),
    `${encoded}=`,
    `${encoded} `,
    ` ${encoded}`,
    `${encoded.slice(0, 9)}\t${encoded.slice(9)}`,
  ];
  // One character more than whole groups of four carries nothing.
  if (encoded.length % 4 === 0) others.push(`${encoded}A`);
  expect(others.map(scanned)).toEqual(others.map(() => undefined));
});
