import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { linesOf, openSession, type Session } from '../../cli/session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
beforeEach(() => session.vobiz.control.reset());
afterAll(() => session.close());

interface Native {
  kyc_mode: string;
  rate_limit: number;
}

/** What the carrier itself now has, by name. */
async function nativeByName(): Promise<Record<string, Native>> {
  const { authId, authToken } = session.vobiz.credentials;
  const url = `${session.vobiz.origin}/api/v1/accounts/${authId}/sub-accounts/?limit=20`;
  const reply = await fetch(url, { headers: { 'X-Auth-ID': authId, 'X-Auth-Token': authToken } });
  const rows = (await reply.json()) as { sub_accounts: (Native & { name: string })[] };
  return Object.fromEntries(rows.sub_accounts.map((row) => [row.name, row]));
}

test('create sets them, typed as the carrier’s schema says', async () => {
  const line =
    'create --profile old --name Acme --email a@b.example --option kycMode=customer_use --option rateLimit=7';
  const { code, messages } = await session.run(line);
  expect([code, messages]).toEqual([0, expect.not.stringContaining('error')]);
  expect((await nativeByName())['Acme']).toMatchObject({ kyc_mode: 'customer_use', rate_limit: 7 });
});

test('import sets them for every row; those of a row win', async () => {
  const rows = [
    { name: 'Acme', email: 'a@b.example' },
    { name: 'Bcme', carrierOptions: { rateLimit: 9, kycMode: 'personal_use' } },
  ];
  await session.write('in.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'));
  const { code } = await session.run(
    'import in.ndjson --profile old --option kycMode=customer_use --option rateLimit=7',
  );
  expect(code).toBe(0);
  session.vobiz.control.kycKeys = 'always';
  expect(await nativeByName()).toMatchObject({
    Acme: { kyc_mode: 'customer_use', rate_limit: 7 },
    Bcme: { kyc_mode: 'personal_use', rate_limit: 9 },
  });
});

test('the rules across fields apply to each row', async () => {
  await session.write('in.csv', 'name,email\nAcme,a@b.example\nBcme,\n');
  const { code, data } = await session.run('import in.csv --profile old --option kycMode=customer_use');
  expect(code).toBe(1);
  expect(linesOf(data)).toMatchObject([{ line: 3, error: { fields: [{ field: 'email' }] } }]);
});

test.each([
  ['old', '--option colour=red', 'colour: is not a known field; vobiz has rateLimit, kycMode, businessType'],
  ['old', '--option rateLimit=many', 'carrierOptions.rateLimit: '],
  ['old', '--option rateLimit=0', 'carrierOptions.rateLimit: '],
  ['old', '--option kycMode=odd', 'carrierOptions.kycMode: '],
  ['old', '--option password=hunter2', 'carrierOptions.password: is a secret, which a command line would show'],
  ['old', '--option kycMode', 'It must look like NAME=VALUE.'],
  ['old', '--option rateLimit=1 --option rateLimit=2', 'It names rateLimit twice.'],
  ['new', '--option kycMode=customer_use', 'carrierOptions: this carrier has none'],
])('on %s %s is refused, and nothing is sent', async (profile, options, says) => {
  await session.write('in.ndjson', '{"name":"support-1"}');
  for (const line of ['create --name support-1', 'import in.ndjson']) {
    const { code, data, messages } = await session.run(`${line} --profile ${profile} ${options}`);
    expect(code).toBe(1);
    expect(data + messages).toContain(says);
    expect(data + messages).not.toContain('hunter2');
  }
  expect([...session.vobiz.control.requests, ...session.voximplant.control.requests]).toEqual([]);
});
