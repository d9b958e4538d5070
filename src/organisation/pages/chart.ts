import { type ChartBody, type ChartGroup, type Html, html, organisationChart, type PageContext } from '../../platform/views/index.ts';
import { changesOn, type DayChanges, type FunctionMove } from '../day-changes.ts';
import type { Institution } from '../model.ts';
import { changeDays, type Group, groupsUnder, type Head, headsOf, orderOf, quotaOn, type Sources } from '../view.ts';
import { organisationPicture, type PictureGroup } from './chart-picture.ts';
import { timeStrip } from './timeline.ts';

export type Zoom = 'names' | 'cards' | 'all';

export interface ChartOptions {
  readonly on: Temporal.PlainDate;
  readonly zoom: Zoom;
  /** The group that the drawing shows from near. */
  readonly near?: string | undefined;
}

const chartAddress = ({ on, zoom, near }: ChartOptions): string =>
  `/organisation?on=${on}${zoom === 'cards' ? '' : `&zoom=${zoom}`}${near === undefined ? '' : `&near=${encodeURIComponent(near)}`}`;

/**
 * The organisation as it stood on a day: what happened to it at 00:00, one drawing of the whole, and the same as a list of cards. The
 * days on which it changed are links, and with a script a slider.
 */
export function drawChart(context: PageContext, sources: Sources, root: Institution, options: ChartOptions): Html {
  const { t } = context;
  const { on, zoom, near } = options;
  const changes = changesOn(sources.organisation, on);
  const address = (next: Partial<ChartOptions>): string => context.href(chartAddress({ ...options, ...next }));
  const groups = pictureGroups(context, sources, root, changes, options);
  const days = changeDays(sources, on, context.today).map((date) => ({ date, href: address({ on: date }) }));
  return organisationChart(context, {
    root: bodyOf(context, sources, root, root, changes, options),
    on,
    zoom,
    days,
    zoomHref: (next) => address({ zoom: next }),
    before: html`<div class="app-org__strip" data-organisation-part="time">${timeStrip(context, days, on)}</div>
<div data-organisation-part="changes">${changeList(context, sources, changes, on)}</div>
<figure class="app-org__figure" data-organisation-part="picture">
<figcaption class="app-org__caption">${t('organisation.picture.title', { date: context.formatDate(on) })} ${
      near !== undefined && html`<a class="govuk-link" href="${address({ near: undefined })}">${t('organisation.picture.whole')}</a>`
    }</figcaption>
<div class="app-org__frame" data-zoomable data-in="${t('organisation.picture.in')}" data-out="${t('organisation.picture.out')}" data-whole="${t('organisation.picture.whole')}" data-keys="${t('organisation.picture.keys')}">${organisationPicture(
      {
        root: {
          code: root.code,
          name: root.name[context.language],
          href: institutionHref(context, root.code, on),
          mark: changes.marks.get(root.code),
        },
        groups,
        near: groups.some((group) => group.key === near) ? near : undefined,
        markWords: (mark) => t(`views.organisation.${mark}`),
      },
    )}</div></figure>
<h2 class="govuk-heading-m">${t('organisation.picture.list')}</h2>`,
  });
}

const institutionHref = (context: PageContext, code: string, on: Temporal.PlainDate): string =>
  context.href(`/organisation/${code}?on=${on}`);

/** Groups under a body with those among them that ceased to be or left on this day: they are shown once more, as what they were. */
function groupsWithGone(
  sources: Sources,
  body: Institution,
  changes: DayChanges,
  on: Temporal.PlainDate,
  isRoot: boolean,
): readonly Group[] {
  const here = [...changes.gone, ...changes.left.map((each) => each.body)].filter(
    (each) => each.kind !== 'external' && (each.partOf === body.code || (isRoot && each.partOf === null)),
  );
  const groups = new Map(groupsUnder(sources, body.code, on).map((group) => [group.key, group]));
  const { numbered } = orderOf(sources.plan);
  for (const each of here) {
    const key = numbered.has(each.code) || (isRoot && each.kind === 'department') ? 'departments' : each.kind;
    groups.set(key, { key, bodies: [...(groups.get(key)?.bodies ?? []), each] });
  }
  return [...groups.values()];
}

function bodyOf(
  context: PageContext,
  sources: Sources,
  each: Institution,
  root: Institution,
  changes: DayChanges,
  { on }: ChartOptions,
): ChartBody {
  const { language } = context;
  const mark = changes.marks.get(each.code);
  const isGone = mark === 'gone' || changes.left.some(({ body }) => body === each);
  const heads = isGone ? [] : headsOf(sources, each.code, on);
  const holdings = sources.organisation.holdingsOf(each.code, on);
  const quota = each.code === root.code ? quotaOn(sources, on)?.totalAdministrative : undefined;
  const former = changes.renamed.find((renamed) => renamed.code === each.code);
  const children = isGone
    ? []
    : groupsWithGone(sources, each, changes, on, each.code === root.code).map(
        (group): ChartGroup => ({
          title: groupTitle(context, group.key),
          bodies: group.bodies.map((child) => bodyOf(context, sources, child, root, changes, { on, zoom: 'cards' })),
          isFolded: (group.bodies.length > 25 || each.code !== root.code) && !group.bodies.some((child) => changes.marks.has(child.code)),
        }),
      );
  return {
    id: each.code,
    name: each.name[language],
    href: institutionHref(context, each.code, isGone ? on.subtract({ days: 1 }) : on),
    ...(heads.length === 0 ? {} : { head: headWords(context, heads) }),
    ...(holdings.length === 0 ? {} : { mandates: holdings.length }),
    ...(quota === undefined ? {} : { staff: { quota } }),
    ...(former === undefined ? {} : { was: context.t('organisation.changes.was', { name: former.before[language] }) }),
    change: mark,
    ...(children.length === 0 ? {} : { children }),
  };
}

/** What the drawing shows: the groups under the ministry, and those under one of its departments with its name. */
function pictureGroups(
  context: PageContext,
  sources: Sources,
  root: Institution,
  changes: DayChanges,
  options: ChartOptions,
): readonly PictureGroup[] {
  const { on } = options;
  const drawn = (group: Group, key: string, title: string): PictureGroup => ({
    key,
    title,
    href: context.href(chartAddress({ ...options, near: options.near === key ? undefined : key })),
    bodies: group.bodies.map((each) => {
      const mark = changes.marks.get(each.code);
      const day = mark === 'gone' || changes.left.some(({ body }) => body === each) ? on.subtract({ days: 1 }) : on;
      return { code: each.code, name: each.name[context.language], href: institutionHref(context, each.code, day), mark };
    }),
  });
  const own = groupsWithGone(sources, root, changes, on, true);
  const below = own
    .flatMap((group) => group.bodies)
    .filter((each) => changes.marks.get(each.code) !== 'gone')
    .flatMap((each) =>
      groupsWithGone(sources, each, changes, on, false).map((group) =>
        drawn(
          group,
          `${each.code}-${group.key}`,
          `${groupTitle(context, group.key)}${context.t('organisation.colon')}${each.name[context.language]}`,
        ),
      ),
    );
  return [...own.map((group) => drawn(group, group.key, groupTitle(context, group.key))), ...below];
}

/** What happened at 00:00 of the day, in words; nothing where it was a day like any other. */
function changeList(context: PageContext, sources: Sources, changes: DayChanges, on: Temporal.PlainDate): Html | undefined {
  const { t, language } = context;
  const nameOf = (code: string | undefined): string =>
    code === undefined ? t('organisation.changes.nobody') : (sources.organisation.namesOf(code).at(-1)?.name[language] ?? code);
  const fresh = [...changes.marks].filter(([, mark]) => mark === 'new').map(([code]) => nameOf(code));
  const placed = [...changes.marks]
    .filter(([, mark]) => mark === 'moved')
    .map(([code]) =>
      t('organisation.changes.placed', {
        name: nameOf(code),
        parent: nameOf(sources.organisation.institution(code, on)?.partOf ?? undefined),
      }),
    );
  const gone = changes.gone.map((each) => each.name[language]);
  const lines: (Html | string)[] = [
    ...(fresh.length === 0 ? [] : [summed(context, 'new', fresh)]),
    ...(gone.length === 0 ? [] : [summed(context, 'gone', gone)]),
    ...changes.renamed.map((each) => t('organisation.changes.renamed', { before: each.before[language], after: each.after[language] })),
    ...(placed.length === 0 ? [] : [summed(context, 'moved', placed)]),
    ...moveLines(changes.moved).map(({ move, count }) =>
      t(move.from === undefined ? 'organisation.changes.given' : 'organisation.changes.function', {
        mandate: sources.organisation.mandate(move.mandate)?.title[language] ?? move.mandate,
        from: nameOf(move.from),
        to: count > 1 ? t('organisation.changes.many', { count }) : nameOf(move.to),
      }),
    ),
  ];
  if (lines.length === 0) return undefined;
  const told = sources.plan.history.filter((each) => each.date.length >= 7 && on.toString().startsWith(each.date.slice(0, 10)));
  return html`<section class="app-section" aria-labelledby="changes"><h2 class="govuk-heading-m" id="changes">${t('organisation.changes.title', { date: context.formatDate(on) })}</h2>${told.map(
    (each) => html`<p class="govuk-body">${each.text[language]}</p>`,
  )}<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

/** More than a handful of names is a number with the names behind it. */
function summed(context: PageContext, mark: 'new' | 'gone' | 'moved', names: readonly string[]): Html {
  const { t } = context;
  const head = t(`organisation.changes.${mark}`, { count: names.length });
  const all = names.join(t('organisation.comma'));
  return names.length <= 4 ? html`${head}${t('organisation.colon')}${all}` : html`<details><summary>${head}</summary>${all}</details>`;
}

/** Thirty-one provinces that are given the same function are one line. */
function moveLines(moves: readonly FunctionMove[]): readonly { readonly move: FunctionMove; readonly count: number }[] {
  const groups = Map.groupBy(moves, (move) =>
    move.territory === null ? JSON.stringify(move) : `${move.mandate} ${move.from === undefined}`,
  );
  return [...groups.values()].flatMap((all) => (all[0] === undefined ? [] : [{ move: all[0], count: all.length }]));
}

/** Who is in charge, by title and name; both where the source leaves two. */
export const headWords = (context: PageContext, heads: readonly Head[]): string =>
  heads
    .map(
      ({ title, name, isActing }) =>
        `${title[context.language]}${context.t('organisation.space')}${name[context.language]}${isActing ? context.t('organisation.holder.acting') : ''}`,
    )
    .join(context.t('organisation.holder.or'));

/** The name of a group; a ministry of another country may have kinds that these texts do not know, and is shown by its own word. */
export const groupTitle = (context: PageContext, key: string): string =>
  context.t.has(`organisation.kinds.${key}`) ? context.t.loose(`organisation.kinds.${key}`) : key;
