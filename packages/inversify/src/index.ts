export { subUserModule } from './sub-user-module.ts';
export { subUsersToken } from './token.ts';
