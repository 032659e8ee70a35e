export type Carrier = 'vobiz' | 'voximplant';

export const authId = 'MA_B73SSH8S';
export const authToken = 'a-token-of-forty-characters-in-all-12345';
