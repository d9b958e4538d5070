/**
 * Scheduled chemicals by entry (Chemical Weapons Convention, Annex on Chemicals, as amended in force 2020-06-07). Numbers are examples:
 * the families of an entry are wider. 1.A.13 to 1.A.16 come from one secondary source.
 */
const ENTRIES = `
1.A.01=107-44-8,96-64-0
1.A.02=77-81-6
1.A.03=50782-69-9
1.A.04=2625-76-5,505-60-2,63869-13-6,3563-36-8,63905-10-2,142868-93-7,142868-94-8,63918-90-1,63918-89-8
1.A.05=541-25-3,40334-69-8,40334-70-1
1.A.06=538-07-8,51-75-2,555-77-1
1.A.07=35523-89-8
1.A.08=9009-86-3
1.A.13=2387495-99-8,2387496-12-8
1.A.14=2387496-00-4,2387496-04-8,2387496-06-0
1.A.15=2387496-14-0
1.A.16=77104-62-2,77104-00-8
1.B.09=676-99-3
1.B.10=57856-11-8
1.B.11=1445-76-7
1.B.12=7040-57-5
2.A.01=78-53-5
2.A.02=382-21-8
2.A.03=6581-06-2
2.B.04=676-97-1,756-79-6
2.B.07=7784-34-1
2.B.08=76-93-7
2.B.09=1619-34-7
2.B.13=111-48-8
2.B.14=464-07-3
3.A.01=75-44-5
3.A.02=506-77-4
3.A.03=74-90-8
3.A.04=76-06-2
3.B.05=10025-87-3
3.B.06=7719-12-2
3.B.07=10026-13-8
3.B.08=121-45-9
3.B.09=122-52-1
3.B.10=868-85-9
3.B.11=762-04-9
3.B.12=10025-67-9
3.B.13=10545-99-0
3.B.14=7719-09-7
3.B.15=139-87-7
3.B.16=105-59-9
3.B.17=102-71-6
`;

/** Entries by CAS number. */
export const entryOf: ReadonlyMap<string, string> = new Map(
  ENTRIES.trim()
    .split('\n')
    .flatMap((line) => {
      const [entry = '', numbers = ''] = line.split('=');
      return numbers.split(',').map((number) => [number, entry] as const);
    }),
);

/** Numbers that an entry's own text leaves out: fonofos of 2.B.04; N,N-dimethyl- and N,N-diethylaminoethanol of 2.B.11. */
export const exemptFrom: ReadonlyMap<string, string> = new Map([
  ['944-22-9', '2.B.04'],
  ['108-01-0', '2.B.11'],
  ['100-37-8', '2.B.11'],
]);
