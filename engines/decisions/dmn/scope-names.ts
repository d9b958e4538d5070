import { NameTable } from '../feel/names.ts';
import type { Scope } from '../feel/scope.ts';

const tables = new WeakMap<Scope, { readonly table: NameTable; readonly size: number }>();

/** The names of a scope as a table, made once: a large decision table asks for it with every cell. */
export function tableOf(scope: Scope): NameTable {
  const names = [...scope.names];
  const known = tables.get(scope);
  if (known?.size === names.length) return known.table;
  const table = new NameTable(names);
  tables.set(scope, { table, size: names.length });
  return table;
}
