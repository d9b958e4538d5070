import { type ChartBody, type ChartGroup, type Html, organisationChart, type PageContext } from '../../platform/views/index.ts';
import type { Institution } from '../model.ts';
import { changeDays, groupsUnder, headOf, quotaOn, type Sources } from '../view.ts';

export type Zoom = 'names' | 'cards' | 'all';

export const chartAddress = (on: Temporal.PlainDate, zoom: Zoom): string =>
  `/organisation?on=${on}${zoom === 'cards' ? '' : `&zoom=${zoom}`}`;

/** The organisation as it stood on a day, as a tree; the days on which it changed are links. */
export function drawChart(context: PageContext, sources: Sources, root: Institution, on: Temporal.PlainDate, zoom: Zoom): Html {
  const quota = quotaOn(sources, on)?.totalAdministrative;
  const body = (each: Institution): ChartBody => {
    const head = headOf(sources, each.code, on);
    const holdings = sources.organisation.holdingsOf(each.code, on);
    const change =
      each.valid.from === on.toString() ? 'new' : holdings.some((holding) => holding.valid.from === on.toString()) ? 'changed' : undefined;
    const children = groupsOf(each);
    return {
      id: each.code,
      name: each.name[context.language],
      href: context.href(`/organisation/${each.code}?on=${on}`),
      ...(head === undefined
        ? {}
        : { head: `${head.title[context.language]}${context.t('organisation.space')}${head.name[context.language]}` }),
      ...(holdings.length === 0 ? {} : { mandates: holdings.length }),
      ...(each.code === root.code && quota !== undefined ? { staff: { quota } } : {}),
      change,
      ...(children.length === 0 ? {} : { children }),
    };
  };
  const groupsOf = (each: Institution): readonly ChartGroup[] =>
    groupsUnder(sources, each.code, on).map((group) => ({
      title: groupTitle(context, group.key),
      bodies: group.bodies.map(body),
      isFolded: group.bodies.length > 25 || each.code !== root.code,
    }));
  return organisationChart(context, {
    root: body(root),
    on,
    zoom,
    days: changeDays(sources, on, context.today).map((date) => ({ date, href: context.href(chartAddress(date, zoom)) })),
    zoomHref: (next) => context.href(chartAddress(on, next)),
  });
}

/** The name of a group; a ministry of another country may have kinds that these texts do not know, and is shown by its own word. */
export const groupTitle = (context: PageContext, key: string): string =>
  context.t.has(`organisation.kinds.${key}`) ? context.t.loose(`organisation.kinds.${key}`) : key;
