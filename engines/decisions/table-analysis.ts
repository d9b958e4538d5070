import type { Definitions } from './dmn/definitions.ts';

/** Inputs about which a table says nothing, or says two things. */
export interface TableWarning {
  readonly table: string;
  readonly kind: 'gap' | 'overlap';
  /** Rules that overlap, from 1. */
  readonly rules: readonly number[];
  /** Input expressions with values for which it shows. */
  readonly example: Readonly<Record<string, unknown>>;
}

export const findTableWarnings = (_definitions: Definitions): readonly TableWarning[] => [];
