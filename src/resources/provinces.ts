/** A province-level territory whose communications administration issues numbers. */
export interface Province {
  /** First two digits of GB/T 2260. */
  readonly code: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  /** The character in filing and licence numbers. */
  readonly character: string;
  /** The character in numbers of the public security filing, which is another list. */
  readonly policeCharacter: string;
}

const CHARACTERS =
  '京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44 桂45 琼46 渝50 蜀51 黔52 滇53 藏54 陕61 陇62 青63 宁64 新65';

/** Names by GB/T 2260, in the order of the codes; `_` stands for a space. */
const NAMES =
  '北京市|Beijing 天津市|Tianjin 河北省|Hebei 山西省|Shanxi 内蒙古自治区|Inner_Mongolia 辽宁省|Liaoning 吉林省|Jilin 黑龙江省|Heilongjiang 上海市|Shanghai 江苏省|Jiangsu 浙江省|Zhejiang 安徽省|Anhui 福建省|Fujian 江西省|Jiangxi 山东省|Shandong 河南省|Henan 湖北省|Hubei 湖南省|Hunan 广东省|Guangdong 广西壮族自治区|Guangxi 海南省|Hainan 重庆市|Chongqing 四川省|Sichuan 贵州省|Guizhou 云南省|Yunnan 西藏自治区|Tibet 陕西省|Shaanxi 甘肃省|Gansu 青海省|Qinghai 宁夏回族自治区|Ningxia 新疆维吾尔自治区|Xinjiang';

/** Sichuan and Gansu are written otherwise in police numbers. */
const POLICE: Readonly<Record<string, string>> = { 蜀: '川', 陇: '甘' };

export const provinces: readonly Province[] = CHARACTERS.split(' ').map((entry, i) => {
  const character = entry.slice(0, 1);
  const [chinese = '', english = ''] = NAMES.split(' ')[i]?.split('|') ?? [];
  return {
    code: entry.slice(1),
    name: { 'zh-CN': chinese, en: english.replaceAll('_', ' ') },
    character,
    policeCharacter: POLICE[character] ?? character,
  };
});

const byCode = new Map(provinces.map((province) => [province.code, province]));
const byCharacter = new Map(provinces.map((province) => [province.character, province]));
const byPoliceCharacter = new Map(provinces.map((province) => [province.policeCharacter, province]));

/** Characters met on pages for a province that is written otherwise in filing numbers: searched for, never issued. */
const ALIASES: Readonly<Record<string, string>> = { 川: '蜀', 贵: '黔', 云: '滇', 甘: '陇', 秦: '陕' };

/** The character of a province in filing numbers. @throws RangeError for a code that is no province's */
export function provinceCharacter(code: string): string {
  const province = byCode.get(code);
  if (province === undefined) throw new RangeError(`no province has the code ${code}`);
  return province.character;
}

export const findProvince = (character: string): Province | undefined => byCharacter.get(character);

export const findPoliceProvince = (character: string): Province | undefined => byPoliceCharacter.get(character);

/** The issued character for one that is only searched for: 川 is 蜀 in a filing number. */
export const issuedCharacter = (alias: string): string | undefined => (Object.hasOwn(ALIASES, alias) ? ALIASES[alias] : undefined);

/** Provinces, Taiwan, Hong Kong and Macao, and 10 for codes of the national authorities: the first two digits of a code's region. */
export const isRegionPrefix = (digits: string): boolean => byCode.has(digits) || /^(71|81|82|10)$/.test(digits);
