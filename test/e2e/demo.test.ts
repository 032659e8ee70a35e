import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSubUsers } from '@subuser/core';
import { startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { createVobiz } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { readTenants, type Tenant } from '../../docs/examples/provision/read-tenants.ts';
import { type DemoRow, readTable } from './demo-table.ts';
import { likeSecrets } from './like-secrets.ts';
import { type DemoRun, projectRoot, runDemo } from './run-demo.ts';

let run: DemoRun;
let tenants: Tenant[];
let vobiz: DemoRow[];
let voximplant: DemoRow[];

beforeAll(async () => {
  tenants = readTenants(await readFile(join(projectRoot, 'test/fixtures/tenants.csv')));
  run = await runDemo(projectRoot);
  const [, ofVobiz = '', ofVoximplant = ''] = run.stdout.split(/^(?=Vobiz sub-accounts$|Voximplant subusers$)/mu);
  [vobiz, voximplant] = [readTable(ofVobiz), readTable(ofVoximplant)];
}, 120_000);

test('it ends with 0 and reports no problem', () => {
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(run.stdout).toMatch(
    /^45 tenants of test\/fixtures\/tenants\.csv, on emulators of\nVobiz at http:\/\/127\.0\.0\.1:\d+ and Voximplant at /u,
  );
});

test('each of the 45 references is in each table, in the order of the file', () => {
  const references = Array.from({ length: 45 }, (_, index) => `crm-${1000 + index}`);
  expect([vobiz, voximplant].map((rows) => rows.map(({ reference }) => reference))).toEqual([references, references]);
});

/** As the table shows them: characters that a terminal would interpret or hide are written out. */
const shownOtherwise: Readonly<Record<string, string>> = {
  'crm-1032': String.raw`Zero\u{200b}WidthLtd`,
  'crm-1040': 'Line⏎BreakLtd',
  'crm-1041': '(noname)',
};

const logins: Readonly<Record<string, string>> = {
  'crm-1000': 'acme-corp',
  'crm-1001': 'acme-corp-47j9',
  'crm-1002': 'acme-corp-3eeh',
  'crm-1003': 'bharat-telecom-seva',
  'crm-1004': 'bhart-smcar-kendr',
  'crm-1005': 'cennai-kurl-cevai',
  'crm-1006': 'muller-sohne-gmbh',
  'crm-1007': 'mueller-und-soehne-g',
  'crm-1008': 'lodz-telefonia-sp-z',
  'crm-1009': 'ooo-golos',
  'crm-1010': 'zhushihuishekoe',
  'crm-1011': 'shrkh-lswt',
  'crm-1012': 'cafe-zoe',
  'crm-1013': 'zahnarztpraxis-dr-we',
  'crm-1014': 'o-brien-daughters',
  'crm-1015': 'smith-jones-and-part',
  'crm-1016': 'flowershop',
  'crm-1017': 'ab-3ron',
  'crm-1018': 'the-extremely-long-w',
  'crm-1019': 'the-extremely-l-4qon',
  'crm-1020': 'support-team',
  'crm-1021': 'customer-co',
  'crm-1022': 'no-email-kyc-ltd',
  'crm-1023': 'bad-email-ltd',
  'crm-1024': 'phone-in-words',
  'crm-1025': 'unknown-grant-ltd',
  'crm-1026': 'trust-of-the-silent',
  'crm-1027': 'gram-panchayat-helpl',
  'crm-1028': 'huf-sharma-traders',
  'crm-1029': 'odd-type-ltd',
  'crm-1030': 'disabled-from-birth',
  'crm-1031': 'emoji-telephone_rece',
  'crm-1032': 'zerowidth-ltd',
  'crm-1033': 'fine-ligature-ltd',
  'crm-1034': 'e-combining-ltd',
  'crm-1035': 'e-combining-ltd-5529',
  'crm-1036': 'hyperlink-x',
  'crm-1037': 'script-alert-1-scrip',
  'crm-1038': 'robert-drop-table-te',
  'crm-1039': 'semicolon-list-ltd',
  'crm-1040': 'line-break-ltd',
  'crm-1042': 'same-email-one',
  'crm-1043': 'same-email-two',
  'crm-1044': 'bracket-ltd',
};

test('names are kept as they are on Vobiz, and on Voximplant become the logins that the rule gives', () => {
  const companies = tenants.map(
    ({ reference, company }) => shownOtherwise[reference] ?? company.replaceAll(/\s+/gu, ''),
  );
  expect(vobiz.map(({ name }) => name)).toEqual(companies);
  const derived = tenants.map(({ reference }, index) => {
    const login = logins[reference];
    return login === undefined ? companies[index] : `${companies[index]}→${login}`;
  });
  expect(voximplant.map(({ name }) => name)).toEqual(derived);
});

/** Every result other than `created`, by reference. */
function exceptions(rows: readonly DemoRow[]): Record<string, string> {
  const others = rows.filter(({ result }) => result !== 'created');
  return Object.fromEntries(others.map(({ reference, result }) => [reference, result]));
}

test('what was refused or is not active is there with its reason', () => {
  expect(exceptions(vobiz)).toEqual({
    'crm-1003': 'created,blocked',
    'crm-1004': 'created,blocked',
    'crm-1020': 'created,blocked',
    'crm-1022': 'REFUSED(invalid-argument)email:isrequiredwithkycModecustomer_use',
    'crm-1023': 'REFUSED(invalid-argument)email:mustbeanemailaddress',
    'crm-1024': 'REFUSED(invalid-argument)phone:mustbeaphonenumber:digits,with+infrontwhereinternational',
    'crm-1025': 'REFUSED(unsupported)grants:“teleport”isnotagranthere;choosefrom:calls,cdr',
    'crm-1026': 'created,blocked',
    'crm-1027': 'created,blocked',
    'crm-1028': 'created,blocked',
    'crm-1029':
      'REFUSED(invalid-argument)carrierOptions.businessType:mustbeoneof' +
      'individual,proprietorship,private_limited,llp,partnership,public_limited,trust,society,huf,government',
    'crm-1030': 'created,disabled',
    'crm-1040':
      'REFUSED(invalid-argument)name:mustnothavecontrolcharacters,linebreaks,halfcharacters' +
      'orcharactersthatchangethewritingdirection',
    'crm-1041': 'REFUSED(invalid-argument)name:mustnotbeempty',
  });
  expect(exceptions(voximplant)).toEqual({
    'crm-1025':
      'REFUSED(unsupported)grants:“teleport”isnotarolehere;choosefrom:' +
      'Owner,Admin,Support,Developer,Supervisor,CallListManager,Accountant,Payer,PayerNoVerify,UserManager,PhoneNumberManager',
    'crm-1030': 'REFUSED(unsupported)enabled:thiscarriercannotholdit',
    'crm-1041': 'REFUSED(invalid-argument)name:mustnotbeempty',
  });
});

test('the table says for every tenant what the carrier cannot store', () => {
  expect(new Set(vobiz.map(({ notHeld }) => notHeld))).toEqual(new Set(['–']));
  const absent = ['email', 'phone', 'kycMode', 'businessType'] as const;
  const expected = tenants.map((tenant) => absent.filter((field) => tenant[field] !== undefined).join());
  expect(voximplant.map(({ notHeld }) => notHeld)).toEqual(expected);
});

test('every claim is true', () => {
  const claims = run.stdout.split('\n').filter((line) => /^ {2}[✓✗]/u.test(line));
  // The ids, the moment of the kill and the size of the report differ from run to run.
  const patterns = [/(?<=gives |Suspended |Deleted |description of )\w+/gu, /\d+(?= creates$| KB$)/gu];
  const told = claims.map((line) => patterns.reduce((text, pattern) => text.replaceAll(pattern, '…'), line));
  expect(told).toEqual([
    '  ✓ 45 tenants: 38 created, 7 refused, none dropped',
    '  ✓ The carrier lists exactly those 38, every field and status as in the table',
    '  ✓ 38 secrets came back, one for each, no two alike',
    "  ✓ find({ reference: 'crm-1000' }) gives …",
    "  ✓ find({ name: 'acme corp' }) gives …",
    '  ✓ Changed the description of …; its reference is still crm-1000',
    '  ✓ Suspended …',
    '  ✓ Deleted …; 37 are left',
    '  ✓ 45 tenants: 42 created, 3 refused, none dropped',
    '  ✓ The carrier lists exactly those 42, every field and status as in the table',
    '  ✓ 42 secrets came back, one for each, no two alike',
    "  ✓ find({ reference: 'crm-1000' }) gives …",
    "  ✓ find({ name: 'acme-corp-47j9' }) gives …",
    '  ✓ Changed the description of …; its reference is still crm-1000',
    '  ✓ Suspending is refused: this carrier has no such thing',
    '  ✓ Deleted …; 41 are left',
    '  ✓ The plan has something to do (exit 2) and nothing in it is blocked',
    '  ✓ Apply was killed in the middle, after … creates',
    '  ✓ The same command continued and finished (exit 0)',
    '  ✓ Verify found 37 the same and no difference (exit 0)',
    '  ✓ 37 sealed credentials open with the private key, and each signs in',
    '  ✓ The report is written: one HTML file of … KB',
  ]);
});

test('into a pipe goes plain text: no escape sequence, no progress bar', () => {
  expect(run.stdout.match(/[^\P{Cc}\n]/gu)).toBeNull();
});

test('no secret is printed', () => {
  expect(likeSecrets(run.stdout)).toEqual([]);
});

test('a printed secret would be found', async () => {
  const [first, second] = await Promise.all([startVobizEmulator(), startVoximplantEmulator()]);
  onTestFinished(async () => void (await Promise.all([first.close(), second.close()])));
  const carriers = [
    openSubUsers(createVobiz({ ...first.credentials, baseUrl: first.origin })),
    openSubUsers(createVoximplant({ credentials: second.credentials, baseUrl: second.origin })),
  ];
  const created = await Promise.all(carriers.map((subUsers) => subUsers.create({ name: 'support' })));
  await Promise.all(carriers.map((subUsers) => subUsers.close()));
  const issued = created.flatMap(({ credentials: own }) => [own?.secret, ...Object.values(own?.otherSecrets ?? {})]);
  const { authId, authToken } = first.credentials;
  const secrets = [...issued.map((each) => each?.reveal()), authId, authToken, second.credentials.private_key];
  expect(secrets).toHaveLength(7);
  for (const secret of secrets) expect(likeSecrets(`│ ${secret} │`)).not.toEqual([]);
});
