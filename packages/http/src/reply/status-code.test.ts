import type { ErrorCode } from '@subuser/core';
import { expect, test } from 'vitest';
import { codeOfStatus } from './status-code.ts';

const table: Record<string, [read: ErrorCode, write: ErrorCode]> = {
  '200': ['unexpected-response', 'unexpected-response'],
  '301': ['unexpected-response', 'unexpected-response'],
  '304': ['unexpected-response', 'unexpected-response'],
  '400': ['invalid-argument', 'invalid-argument'],
  '401': ['unauthenticated', 'unauthenticated'],
  '402': ['quota-exceeded', 'quota-exceeded'],
  '403': ['permission-denied', 'permission-denied'],
  '404': ['not-found', 'not-found'],
  '405': ['invalid-argument', 'invalid-argument'],
  '406': ['failed-precondition', 'failed-precondition'],
  '407': ['failed-precondition', 'failed-precondition'],
  '408': ['unavailable', 'outcome-unknown'],
  '409': ['failed-precondition', 'failed-precondition'],
  '410': ['not-found', 'not-found'],
  '412': ['failed-precondition', 'failed-precondition'],
  '413': ['invalid-argument', 'invalid-argument'],
  '414': ['invalid-argument', 'invalid-argument'],
  '415': ['invalid-argument', 'invalid-argument'],
  '418': ['failed-precondition', 'failed-precondition'],
  '422': ['invalid-argument', 'invalid-argument'],
  '425': ['unavailable', 'unavailable'],
  '429': ['rate-limited', 'rate-limited'],
  '431': ['invalid-argument', 'invalid-argument'],
  '451': ['failed-precondition', 'failed-precondition'],
  '499': ['failed-precondition', 'failed-precondition'],
  '500': ['unavailable', 'outcome-unknown'],
  '501': ['unavailable', 'outcome-unknown'],
  '503': ['unavailable', 'outcome-unknown'],
  '504': ['unavailable', 'outcome-unknown'],
  '599': ['unavailable', 'outcome-unknown'],
};

test.each(Object.entries(table))('%s', (status, [read, write]) => {
  expect(codeOfStatus(Number(status), 'read')).toBe(read);
  expect(codeOfStatus(Number(status), 'write')).toBe(write);
});
