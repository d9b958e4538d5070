import { provinces } from '../resources/index.ts';
import type { Services } from '../services.ts';
import type { Field } from './form.ts';

/** The words of an option that the ministry's data hold and not the form; undefined for fields with options of their own. */
export const optionTitles =
  (_services: Services, language: 'zh-CN' | 'en') =>
  (field: Field, value: unknown): string | undefined =>
    field.optionsFrom === 'provinces' ? provinces.find((province) => province.code === value)?.name[language] : undefined;
