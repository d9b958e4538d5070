import type { PageContext } from '../../platform/views/index.ts';
import type { LocalText } from '../model.ts';
import type { Instrument, Step } from './instrument.ts';

/** How pages name what an instrument names by code. */
export interface Naming {
  readonly body: (code: string) => LocalText;
  readonly mandate: (code: string) => LocalText;
  readonly post: (code: string) => LocalText;
}

const LIMITS = ['totalAdministrative', 'functional', 'bureauLevelLeaders', 'institutions'] as const;

export const territoryWords = (context: PageContext, territory: string | null | undefined): string =>
  territory ?? context.t('reorganisation.whole');

/** Names as an instrument uses them: what it creates itself has no other name yet. */
export function namingWith(naming: Naming, { steps }: Instrument): Naming {
  const own = new Map<string, LocalText>();
  for (const step of steps) {
    if ('create' in step) own.set(step.create, step.name);
    if ('rename' in step && step.as !== undefined) own.set(step.as, step.name);
    if ('split' in step) for (const [code, { name }] of Object.entries(step.into)) own.set(code, name);
  }
  return { ...naming, body: (code) => own.get(code) ?? naming.body(code) };
}

/** A step of an instrument as a sentence of it. */
export function stepWords({ t, language }: PageContext, step: Step, naming: Naming): string {
  const body = (code: string): string => naming.body(code)[language];
  const mandate = (code: string): string => naming.mandate(code)[language];
  const bodies = (codes: readonly string[]): string => codes.map(body).join(t('organisation.comma'));
  if ('create' in step) return t('reorganisation.step.create', { name: step.name[language], code: step.create, parent: body(step.partOf) });
  if ('rename' in step) return t('reorganisation.step.rename', { name: body(step.rename), to: step.name[language] });
  if ('place' in step) return t('reorganisation.step.place', { name: body(step.place), parent: body(step.under) });
  if ('move' in step) {
    const where = [step.territory, step.scope].filter((each) => each !== undefined).join(t('organisation.comma'));
    const values = { mandate: mandate(step.move), name: body(step.to) };
    return where === '' ? t('reorganisation.step.move', values) : t('reorganisation.step.moveIn', { ...values, where });
  }
  if ('assign' in step)
    return t(`reorganisation.step.assign.${step.role}`, { names: bodies([step.to].flat()), mandate: mandate(step.assign) });
  if ('extinguish' in step) return t('reorganisation.step.extinguish', { mandate: mandate(step.extinguish), why: step.why[language] });
  if ('merge' in step)
    return t('reorganisation.step.merge', { names: bodies(step.merge.filter((code) => code !== step.into)), to: body(step.into) });
  if ('split' in step) return t('reorganisation.step.split', { name: body(step.split), names: bodies(Object.keys(step.into)) });
  if ('abolish' in step) return t('reorganisation.step.abolish', { name: body(step.abolish) });
  if ('quota' in step) {
    const limits = LIMITS.flatMap((kind) =>
      step.quota[kind] === undefined ? [] : [`${t(`reorganisation.kind.${kind}`)} ${step.quota[kind]}`],
    );
    return t('reorganisation.step.quota', { limits: limits.join(t('organisation.comma')) });
  }
  if ('open' in step) return t('reorganisation.step.open', { name: body(step.in), post: step.title[language] });
  if ('close' in step)
    return t('reorganisation.step.close', { name: body(step.in), post: naming.post(`${step.in}-${step.close}`)[language] });
  return t('reorganisation.step.reseat', { post: naming.post(step.reseat)[language], to: naming.post(step.to)[language] });
}
