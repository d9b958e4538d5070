/** A code as it is compared and stored: compatibility forms folded (full-width digits), spaces and hyphens gone, capitals. */
export const normaliseCode = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
