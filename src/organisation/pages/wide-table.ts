import { type Html, html, type TableOptions, table } from '../../platform/views/index.ts';

/** A table of several columns: where a screen has no room for it, it scrolls in a frame of its own that the keyboard reaches. */
export const wideTable = (options: TableOptions & { readonly caption: string }): Html =>
  html`<div class="app-scroll" tabindex="0" role="region" aria-label="${options.caption}">${table(options)}</div>`;
