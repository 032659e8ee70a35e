import { expect, test } from 'vitest';
import { readFault } from './read-fault.ts';

test.each([
  ['status', { fault: 'status' }],
  ['create=drop-after-apply', { fault: 'drop-after-apply', operation: 'create' }],
  [
    'kyc.status=status,status=429,retryAfter=3,times=2',
    { fault: 'status', operation: 'kyc.status', status: 429, retryAfter: '3', times: 2 },
  ],
  ['list=slow,delayMs=3000', { fault: 'slow', operation: 'list', delayMs: 3000 }],
  ['get=status,applied=true', { fault: 'status', operation: 'get', applied: true }],
  ['redirect,location=http://127.0.0.1:1/?a=b', { fault: 'redirect', location: 'http://127.0.0.1:1/?a=b' }],
])('%s', (text, rule) => {
  expect(readFault(text)).toEqual(rule);
});

test.each([
  ['create=nonsense', 'There is no fault "nonsense"; there are: status, '],
  ['create', 'There is no fault "create"'],
  ['', 'There is no fault ""'],
  ['create=slow,delay=3', 'A fault has no "delay"; it may have: applied, status, '],
  ['create=slow,constructor=3', 'A fault has no "constructor"'],
  ['create=slow,delayMs=3s', '"delayMs=3s" has no value that fits'],
  ['create=status,retryAfter', '"retryAfter" has no value that fits'],
])('%j is refused, with what there is', (text, message) => {
  expect(() => readFault(text)).toThrow(message);
});
