/** A form as its folder writes it: whole, or as what it takes from the form of another procedure. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * The whole form of a text that may begin with another's: `"ui:from"` names the other file, `"ui:omit"` the groups that are left
 * out, `"ui:lock"` the answers that cannot be changed; groups and pages of its own stand beside or replace those it takes. What a
 * case keeps is the whole form, so that the other procedure may change without it.
 *
 * @param read the text of a file by its path as `ui:from` gives it
 * @throws Error when what it takes from is no form, or a lock names a field that there is not
 */
export function wholeForm(text: string, read: (path: string) => string): string {
  const own = JSON.parse(text) as Schema;
  const from = own['ui:from'];
  if (typeof from !== 'string') return text;
  const { 'ui:from': _from, 'ui:omit': omit = [], 'ui:lock': lock = [], ...rest } = own;
  const base = JSON.parse(wholeForm(read(from), read)) as Schema;
  const left = new Set(omit as readonly string[]);
  const properties = Object.fromEntries(
    Object.entries({ ...(base.properties as Schema), ...(rest.properties as Schema | undefined) }).filter(([name]) => !left.has(name)),
  );
  const required = [...new Set([...(base.required as readonly string[]), ...((rest.required as readonly string[] | undefined) ?? [])])];
  const whole = { ...base, ...rest, properties, required: required.filter((name) => !left.has(name)) };
  return JSON.stringify((lock as readonly string[]).reduce<Schema>(withLock, whole));
}

/** The form with one answer marked as one that stays as it is. */
function withLock(form: Schema, pointer: string): Schema {
  const mark = (at: Schema, keys: readonly string[]): Schema => {
    const [key = '', ...deeper] = keys;
    const properties = at.properties as Readonly<Record<string, Schema>> | undefined;
    const next = properties?.[key];
    if (next === undefined) throw new Error(`ui:lock names ${pointer}, which the form does not have`);
    return { ...at, properties: { ...properties, [key]: deeper.length === 0 ? { ...next, 'ui:locked': true } : mark(next, deeper) } };
  };
  return mark(form, pointer.split('/').slice(1));
}
