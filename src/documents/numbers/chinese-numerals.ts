const DIGITS = new Map([...'〇一二三四五六七八九'].map((digit, value) => [digit, value]));
for (const zero of '零○Ｏ') DIGITS.set(zero, 0);
DIGITS.set('两', 2);

const TENS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** The value of `二〇二四` or `二十五`, or undefined for what is neither. */
export function chineseNumber(text: string): number | undefined {
  const characters = [...text];
  if (characters.length === 0) return undefined;
  if (characters.every((character) => DIGITS.has(character))) return Number(characters.map((character) => DIGITS.get(character)).join(''));
  let total = 0;
  let digit = 0;
  for (const character of characters) {
    const tens = TENS.get(character);
    const value = DIGITS.get(character);
    if (tens !== undefined) {
      total += (digit === 0 ? 1 : digit) * tens;
      digit = 0;
    } else if (value !== undefined) digit = value;
    else return undefined;
  }
  return total + digit;
}
