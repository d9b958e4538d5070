/** What pages are made of. */
export { type Attributes, attributes, type Content, type Html, href, html, join, jsonIsland, nothing, type Value } from '../html.ts';
export * from './choices.ts';
export * from './context.ts';
export * from './error-page.ts';
export * from './field.ts';
export * from './form.ts';
export * from './inputs.ts';
export * from './keyboard-help.ts';
export * from './layout.ts';
export * from './lists.ts';
export * from './navigation.ts';
export * from './text.ts';
