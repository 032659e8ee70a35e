import type { InventoryRow } from './inventory.ts';

export const contactFields = ['email', 'phone', 'description'] as const;
export type ContactField = (typeof contactFields)[number];

/** An empty text is no value: carriers return an empty field as one or the other. */
export const valueOf = (subUser: InventoryRow, field: ContactField): string | undefined => subUser[field] || undefined;
