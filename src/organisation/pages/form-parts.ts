import { breadcrumbs, dateInput, errorSummary, type Html, type PageContext } from '../../platform/views/index.ts';

/** What a form was refused for: the field, where it is of one, and the cure. */
export interface Mistake {
  readonly field: string | undefined;
  readonly text: string;
}

/** What was typed, kept as it was. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;

export const one = (typed: Typed, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};
export const many = (typed: Typed, name: string): readonly string[] => [typed[name] ?? []].flat();

export const errorOf = (mistakes: readonly Mistake[], field: string): { readonly error?: string } => {
  const found = mistakes.find((each) => each.field === field);
  return found === undefined ? {} : { error: found.text };
};

export const mistakeSummary = (context: PageContext, mistakes: readonly Mistake[]): Html | false =>
  mistakes.length > 0 &&
  errorSummary(
    context,
    mistakes.map((each) => ({ text: each.text, ...(each.field === undefined ? {} : { href: `#${each.field}` }) })),
  );

export const dateField = (
  context: PageContext,
  typed: Typed,
  mistakes: readonly Mistake[],
  name: string,
  label: string,
  hint?: string,
): Html =>
  dateInput(context, {
    name,
    legend: label,
    legendSize: 's',
    ...(hint === undefined ? {} : { hint }),
    values: { year: one(typed, `${name}-year`), month: one(typed, `${name}-month`), day: one(typed, `${name}-day`) },
    ...errorOf(mistakes, name),
  });

/** Where one is, below the list of posts and appointments. */
export const administrationCrumbs = (context: PageContext, title: string): Html =>
  breadcrumbs(context, [{ text: context.t('administration.title'), href: context.href('/administration/appointments') }, { text: title }]);
