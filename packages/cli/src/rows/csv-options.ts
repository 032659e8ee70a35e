/** What the command line says about a CSV file. */
export interface CsvOptions {
  /** Default: whichever fits the header. */
  delimiter?: string;
  /** The header of a field, by field. */
  column?: ReadonlyMap<string, string>;
  /** Headers of columns that are left out. */
  ignoreColumns?: readonly string[];
}

/** A header as it is compared: spreadsheets and people vary its case and the blanks around it. */
export function foldHeader(header: string): string {
  return header.trim().normalize().toLowerCase();
}
