/** The name of this carrier in profiles, errors and events. */
export const carrier = 'vobiz';
