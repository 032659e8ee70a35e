import { generateKeyPairSync } from 'node:crypto';
import { Secret } from '@subuser/core';
import { createVoximplant, createVoximplantClient } from '@subuser/voximplant';
import { describe, expect, test } from 'vitest';
import { expectNothingShown, marker, namedIn, refusalOf } from '../../support/refused-options.ts';

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const spki = { type: 'spki', format: 'pem' } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: pkcs8, publicKeyEncoding: spki });
const short = generateKeyPairSync('rsa', { modulusLength: 1024, privateKeyEncoding: pkcs8, publicKeyEncoding: spki });
const elliptic = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: pkcs8,
  publicKeyEncoding: spki,
});
const locked = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { ...pkcs8, cipher: 'aes-256-cbc', passphrase: marker },
  publicKeyEncoding: spki,
});
const pem = rsa.privateKey;

/** The lines of the keys above that identify them. */
const keyLines = [pem, short.privateKey, elliptic.privateKey, locked.privateKey].flatMap((key) =>
  key.split('\n').filter((line) => line.length > 20 && !line.startsWith('-')),
);

describe.each([
  ['createVoximplant', createVoximplant],
  ['createVoximplantClient', createVoximplantClient],
])('%s', (_, create) => {
  const file = { account_email: `${marker}@x.example`, account_id: 1, key_id: marker, private_key: pem };
  const fields = { accountId: 1, keyId: marker, privateKey: pem };
  const accountId = 'credentials.account_id VOXIMPLANT_ACCOUNT_ID';
  const keyId = 'credentials.key_id VOXIMPLANT_KEY_ID';
  const privateKey = 'credentials.private_key VOXIMPLANT_PRIVATE_KEY';

  test.each([
    ['the file’s text', marker, ['credentials no variable']],
    ['nothing', undefined, ['credentials no variable']],
    ['an account that is no number', { ...file, account_id: marker }, [accountId]],
    ['account 0', { ...file, account_id: 0 }, [accountId]],
    ['no key id', { ...file, key_id: '' }, [keyId]],
    ['a key id with a space', { ...file, key_id: `${marker} ` }, [keyId]],
    ['no key', { ...file, private_key: undefined }, [privateKey]],
    ['a key that is none', { ...file, private_key: marker }, [privateKey]],
    ['a Secret that is no key', { ...file, private_key: new Secret(marker) }, [privateKey]],
    ['half a key', { ...file, private_key: pem.slice(0, 800) }, [privateKey]],
    ['the public key', { ...file, private_key: rsa.publicKey }, [privateKey]],
    ['a key that is too short', { ...file, private_key: short.privateKey }, [privateKey]],
    ['an elliptic key', { ...file, private_key: elliptic.privateKey }, [privateKey]],
    ['a locked key', { ...file, private_key: locked.privateKey }, [privateKey]],
    ['everything', { account_id: marker, key_id: '', private_key: marker }, [accountId, keyId, privateKey]],
    ['another account', { ...fields, accountId: marker }, ['credentials.accountId VOXIMPLANT_ACCOUNT_ID']],
    ['another key id', { ...fields, keyId: '' }, ['credentials.keyId VOXIMPLANT_KEY_ID']],
    ['another key', { ...fields, privateKey: marker }, ['credentials.privateKey VOXIMPLANT_PRIVATE_KEY']],
    ['an unknown field', { ...fields, password: marker }, ['credentials.password no variable']],
  ])('with credentials of %s', (_, credentials, named) => {
    const error = refusalOf(create, { credentials });
    expect(namedIn(error)).toEqual(named);
    expectNothingShown(error, keyLines);
  });

  test.each([
    ['no URL', { baseUrl: marker }, ['baseUrl VOXIMPLANT_BASE_URL']],
    ['another protocol', { baseUrl: `ftp://${marker}.example` }, ['baseUrl VOXIMPLANT_BASE_URL']],
    ['a URL with a user', { baseUrl: `https://user:${marker}@api.example` }, ['baseUrl VOXIMPLANT_BASE_URL']],
    ['a URL with a query', { baseUrl: `https://api.example/?${marker}` }, ['baseUrl VOXIMPLANT_BASE_URL']],
    ['passwords in a header', { passwordsIn: marker }, ['passwordsIn no variable']],
    ['an unknown field', { token: marker }, ['token no variable']],
  ])('with %s', (_, more, named) => {
    const error = refusalOf(create, { credentials: file, ...more });
    expect(namedIn(error)).toEqual(named);
    expectNothingShown(error, keyLines);
  });
});
