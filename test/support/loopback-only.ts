import { Socket } from 'node:net';

// No carrier may ever be contacted by a test. Every TCP connection, whoever opens it, passes through here.
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
const connect = Socket.prototype.connect;

Socket.prototype.connect = function connectToLoopbackOnly(this: Socket, ...parameters: unknown[]): Socket {
  const [first] = (Array.isArray(parameters[0]) ? parameters[0] : parameters) as [unknown, unknown];
  const options = typeof first === 'object' && first !== null ? (first as { host?: string; path?: string }) : {};
  const host = options.path === undefined ? (options.host ?? 'localhost') : 'localhost';
  if (!loopback.has(host)) throw new Error(`A test tried to reach ${host}; only loopback is allowed`);
  return Reflect.apply(connect, this, parameters) as Socket;
};
