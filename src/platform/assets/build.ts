import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, NodePackageImporter } from 'sass';

const here = import.meta.dirname;
export const STYLE_SHEET = join(here, 'mandate.css');

/** The style sheet from its sources. It takes a second and 190 MB, so it is kept in the repository and a test compares the bytes. */
export function compileStyles(): string {
  const { css } = compile(join(here, 'styles', 'mandate.scss'), {
    importers: [new NodePackageImporter(here)],
    style: 'compressed',
    quietDeps: true,
    charset: false, // served as UTF-8; the mark before the first byte would only confuse
  });
  return `${css}\n`;
}

if (import.meta.main) writeFileSync(STYLE_SHEET, compileStyles());
