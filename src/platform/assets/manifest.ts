import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A set of files under one address that changes when any of them does, so that browsers may keep them for ever. */
export interface AssetSet {
  /** `/assets/NAME-VERSION` */
  readonly base: string;
  /** Where each file lies, by its address below `base`. */
  readonly files: ReadonlyMap<string, string>;
}

const own = import.meta.dirname;
const packageFolder = (name: string): string => dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
const govuk = packageFolder('govuk-frontend');
const font = packageFolder('@fontsource-variable/noto-sans-sc');
const bpmn = packageFolder('bpmn-js');

const versionOf = (folder: string): string => (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;

/** Ours: the style sheet, the scripts, the picture in the tab; named by the hash of all their bytes. */
function ownSet(): AssetSet {
  const files = new Map([
    ['mandate.css', join(own, 'mandate.css')],
    ['start.js', join(own, 'start.js')],
    ['favicon.svg', join(own, 'favicon.svg')],
    ['govuk-frontend.js', join(govuk, 'dist/govuk/govuk-frontend.min.js')],
    ...readdirSync(join(own, 'islands')).map((name) => [`islands/${name}`, join(own, 'islands', name)] as const),
  ]);
  const hash = createHash('sha256');
  for (const file of files.values()) hash.update(readFileSync(file));
  return { base: `/assets/app-${hash.digest('hex').slice(0, 12)}`, files };
}

function fontSet(): AssetSet {
  const slices = readdirSync(join(font, 'files')).map((name) => [`files/${name}`, join(font, 'files', name)] as const);
  const sheet = join(own, 'fonts.css');
  const hash = createHash('sha256').update(readFileSync(sheet)).digest('hex').slice(0, 8);
  return { base: `/assets/noto-sans-sc-${versionOf(font)}-${hash}`, files: new Map([['fonts.css', sheet], ...slices]) };
}

function bpmnSet(): AssetSet {
  const files = new Map([
    ['viewer.js', join(bpmn, 'dist/bpmn-navigated-viewer.production.min.js')],
    ['diagram-js.css', join(bpmn, 'dist/assets/diagram-js.css')],
    ['bpmn-js.css', join(bpmn, 'dist/assets/bpmn-js.css')],
  ]);
  return { base: `/assets/bpmn-js-${versionOf(bpmn)}`, files };
}

let sets: readonly AssetSet[] | undefined;

export function assetSets(): readonly AssetSet[] {
  sets ??= [ownSet(), fontSet(), bpmnSet()];
  return sets;
}

const addresses = new Map<string, string>();

/**
 * The address of an asset by its name.
 * @throws RangeError when there is none
 */
export function asset(name: string): string {
  let address = addresses.get(name);
  if (address === undefined) {
    const set = assetSets().find((each) => each.files.has(name));
    if (set === undefined) throw new RangeError(`no asset "${name}"`);
    address = `${set.base}/${name}`;
    addresses.set(name, address);
  }
  return address;
}
