/** The words of the pictures in a language; the titles, captions and descriptions are made of them. */
export interface Words {
  readonly period: string;
  readonly month: string;
  readonly quarter: string;
  readonly year: string;
  readonly original: string;
  readonly adjusted: string;
  readonly trend: string;
  readonly seasonalAdjustment: string;
  readonly siRatios: string;
  readonly siRatio: string;
  readonly seasonalFactor: string;
  readonly mean: string;
  readonly spectrum: string;
  readonly frequency: string;
  readonly decibels: string;
  readonly seasonalFrequency: string;
  readonly tradingDayFrequency: string;
  readonly forecast: string;
  readonly observed: string;
  readonly interval: (level: number) => string;
  readonly lower: (level: number) => string;
  readonly upper: (level: number) => string;
  readonly slidingSpans: string;
  readonly difference: string;
  readonly limit: string;
  readonly flagged: string;
  readonly within: string;
  readonly cycle: string;
  readonly value: string;
  readonly turn: string;
  readonly peak: string;
  readonly trough: string;
  readonly contraction: string;
  /** The series and what is shown of it. */
  readonly titled: (series: string, shown: string) => string;
  readonly from: (first: string, last: string) => string;
  readonly turnsFound: (count: number) => string;
  readonly flaggedOf: (flagged: number, all: number) => string;
}

export const english: Words = {
  period: 'Period',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
  original: 'Original',
  adjusted: 'Seasonally adjusted',
  trend: 'Trend',
  seasonalAdjustment: 'Original, adjusted and trend',
  siRatios: 'Seasonal-irregular (SI) ratios',
  siRatio: 'SI ratio',
  seasonalFactor: 'Seasonal factor',
  mean: 'Mean factor',
  spectrum: 'Spectrum',
  frequency: 'Cycles per period',
  decibels: 'Decibels',
  seasonalFrequency: 'Seasonal',
  tradingDayFrequency: 'Trading day',
  forecast: 'Forecast',
  observed: 'Observed',
  interval: (level) => `${level} % interval`,
  lower: (level) => `Lower ${level} %`,
  upper: (level) => `Upper ${level} %`,
  slidingSpans: 'Sliding spans',
  difference: 'Largest difference, %',
  limit: 'Limit',
  flagged: 'Above the limit',
  within: 'Within the limit',
  cycle: 'Cycle and turning points',
  value: 'Value',
  turn: 'Turning point',
  peak: 'Peak',
  trough: 'Trough',
  contraction: 'Contraction',
  titled: (series, shown) => `${series}: ${shown.charAt(0).toLowerCase()}${shown.slice(1)}`,
  from: (first, last) => `${first} to ${last}`,
  turnsFound: (count) => (count === 1 ? '1 turning point' : `${count} turning points`),
  flaggedOf: (flagged, all) => `${flagged} of ${all} periods above the limit`,
};

export const chinese: Words = {
  period: '时期',
  month: '月',
  quarter: '季',
  year: '年',
  original: '原始序列',
  adjusted: '季节调整后',
  trend: '趋势',
  seasonalAdjustment: '原始、季节调整后与趋势',
  siRatios: '季节不规则比率',
  siRatio: 'SI 比率',
  seasonalFactor: '季节因子',
  mean: '平均因子',
  spectrum: '谱',
  frequency: '每期周数',
  decibels: '分贝',
  seasonalFrequency: '季节频率',
  tradingDayFrequency: '交易日频率',
  forecast: '预测',
  observed: '观测值',
  interval: (level) => `${level}% 区间`,
  lower: (level) => `${level}% 下限`,
  upper: (level) => `${level}% 上限`,
  slidingSpans: '滑动区间',
  difference: '最大差异（%）',
  limit: '界限',
  flagged: '超过界限',
  within: '界限以内',
  cycle: '周期与转折点',
  value: '数值',
  turn: '转折点',
  peak: '峰',
  trough: '谷',
  contraction: '收缩期',
  titled: (series, shown) => `${series}：${shown}`,
  from: (first, last) => `${first} 至 ${last}`,
  turnsFound: (count) => `${count} 个转折点`,
  flaggedOf: (flagged, all) => `${all} 期中 ${flagged} 期超过界限`,
};

/** The words of a language of the ministry. */
export const wordsOf = (language: string): Words => (language.startsWith('zh') ? chinese : english);
