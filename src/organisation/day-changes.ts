import type { Holding, Institution, LocalText } from './model.ts';
import type { Organisation } from './organisation.ts';

/** What became of an institution at 00:00 of a day. `changed` holds other functions than the day before. */
export type BodyMark = 'new' | 'gone' | 'renamed' | 'moved' | 'changed';

export interface FunctionMove {
  readonly mandate: string;
  readonly territory: string | null;
  readonly scope: string | null;
  /** Codes of the institutions that led in it before and from the day on; absent where nobody did or does. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A day held against the one before it. */
export interface DayChanges {
  readonly marks: ReadonlyMap<string, BodyMark>;
  readonly gone: readonly Institution[];
  /** What stood here the day before and now stands under another body outside: as it was, with whom it went to. */
  readonly left: readonly { readonly body: Institution; readonly to: string | null }[];
  readonly renamed: readonly { readonly code: string; readonly before: LocalText; readonly after: LocalText }[];
  readonly moved: readonly FunctionMove[];
}

/** What the plan changed at 00:00 of a day: institutions that are new, gone, renamed or under another, and functions that moved. */
export function changesOn(organisation: Organisation, on: Temporal.PlainDate): DayChanges {
  const eve = on.subtract({ days: 1 });
  const before = new Map(organisation.institutions(eve).map((each) => [each.code, each]));
  const after = new Map(organisation.institutions(on).map((each) => [each.code, each]));
  const moved = functionMoves(organisation, eve, on);
  const touched = new Set(moved.flatMap((each) => [each.from, each.to]));
  const marks = new Map<string, BodyMark>();
  const renamed: { code: string; before: LocalText; after: LocalText }[] = [];
  for (const [code, body] of after) {
    const old = before.get(code);
    if (old === undefined) marks.set(code, 'new');
    else if (old.name['zh-CN'] !== body.name['zh-CN'] || old.name.en !== body.name.en) {
      marks.set(code, 'renamed');
      renamed.push({ code, before: old.name, after: body.name });
    } else if (old.partOf !== body.partOf) marks.set(code, 'moved');
    else if (touched.has(code)) marks.set(code, 'changed');
  }
  const gone = [...before.values()].filter((each) => !after.has(each.code));
  const left = [...before.values()].flatMap((body) => {
    const now = after.get(body.code);
    const parent = now?.partOf === undefined || now.partOf === null ? undefined : after.get(now.partOf);
    const isOutside = parent === undefined || parent.kind === 'external';
    return now !== undefined && body.partOf !== null && now.partOf !== body.partOf && isOutside ? [{ body, to: now.partOf }] : [];
  });
  for (const each of gone) marks.set(each.code, 'gone');
  return { marks, gone, left, renamed, moved };
}

function functionMoves(organisation: Organisation, eve: Temporal.PlainDate, on: Temporal.PlainDate): readonly FunctionMove[] {
  const leads = (day: Temporal.PlainDate): ReadonlyMap<string, Holding> =>
    new Map(
      organisation
        .mandates()
        .flatMap(({ code }) => organisation.holdings(code, day))
        .filter((each) => each.role === 'lead')
        .map((each) => [[each.mandate, each.territory, each.scope].join(' '), each]),
    );
  const [old, now] = [leads(eve), leads(on)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    const either = to ?? from;
    if (either === undefined || from?.institution === to?.institution) return [];
    return [{ mandate: either.mandate, territory: either.territory, scope: either.scope, from: from?.institution, to: to?.institution }];
  });
}
