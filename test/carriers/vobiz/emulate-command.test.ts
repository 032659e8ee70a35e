import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emulate } from '../../cli/emulating.ts';
import { openSession, type Session } from '../../cli/session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

interface Answer {
  status: number;
  body: string;
}

/** A client that knows https only. */
function getSecurely(url: string, ca: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { ca, headers, agent: false }, (reply) => {
      const { statusCode: status = 0 } = reply;
      text(reply).then((body) => resolve({ status, body }), reject);
    })
      .on('error', reject)
      .end();
  });
}

test('a client that only speaks https is answered, under the switches and faults of the command line', async () => {
  const line =
    '--tls --out secure --seed 4 --latency 1 --set vobiz.created=date --set vobiz.pageLimit=2 --fail vobiz.list=status,status=429';
  for (const _ of ['first run', 'second run']) {
    const messages = await emulate(session.folder, line, async (output) => {
      const [, login = '', secret = ''] = /authId (\S+) {2}authToken (\S+)/u.exec(output) ?? [];
      const [, port = ''] = /baseUrl https:\/\/127\.0\.0\.1:(\d+)/u.exec(output) ?? [];
      expect(output).toContain('vobiz.created=date ');
      const ca = await readFile(join(session.folder, 'secure', 'certificate.pem'), 'utf8');
      const list = () =>
        getSecurely(`https://localhost:${port}/api/v1/accounts/${login}/sub-accounts/`, ca, {
          'x-auth-id': login,
          'x-auth-token': secret,
        });
      expect((await list()).status).toBe(429);
      const { status, body } = await list();
      const page = JSON.parse(body) as { sub_accounts: { created: string }[]; total: number; size: number };
      expect([status, page.total, page.size, page.sub_accounts.length]).toEqual([200, 4, 2, 2]);
      expect(page.sub_accounts[0]?.created).toMatch(/^\d{4}-\d\d-\d\d$/u);
    });
    expect(messages).toContain('Clients must trust secure/certificate.pem');
  }
  const key = await stat(join(session.folder, 'secure', 'certificate.key.pem'));
  expect(key.mode & 0o777).toBe(0o600);
});

test.each([
  ['--set vobiz.nope=1', '--set vobiz.nope=1: There is no switch "nope"; there are: createStatus, '],
  ['--set vobiz.createStatus=204', '"createStatus" must be one of: 201, 200; not "204"'],
  ['--set nobody.createStatus=200', 'It must be CARRIER.SWITCH=VALUE, with a carrier of: vobiz, voximplant'],
  ['--set vobiz.createStatus', 'It must be CARRIER.SWITCH=VALUE'],
  ['--fail vobiz.changePassword=status', 'There is no operation "changePassword"; there are: list, create, '],
  ['--port 99999', 'port 99999, for the emulator of vobiz, cannot be used'],
])('emulate %s says what there is, and leaves nothing running', async (line, message) => {
  const { code, data, messages } = await session.run(`emulate ${line}`);
  expect([code, data, messages]).toEqual([1, '', expect.stringContaining(message)]);
});
