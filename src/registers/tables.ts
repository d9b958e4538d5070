import type { Generated, JSONColumnType } from 'kysely';

export interface RegisterTables {
  register_entry: {
    register: string;
    key: string;
    version: number;
    valid: string;
    recorded_at: Temporal.Instant;
    data: JSONColumnType<Record<string, unknown>>;
    removed: Generated<boolean>;
    cause_kind: 'case' | 'import' | 'correction';
    cause: string;
    because: JSONColumnType<object> | null;
    is_example: Generated<boolean>;
  };
  register_value: { register: string; field: string; value: string; key: string };
  register_search: { register: string; key: string; tokens: string[] };
}
