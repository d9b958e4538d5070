import type { Answer } from '../batch/door.ts';
import { ministryFolder } from '../ministry-folder.ts';
import { checkReplacement } from './capacity/replacement.ts';
import { activityKinds, declarationsOf, declaredSchedules } from './chemicals/declarations.ts';
import { lookUpCas } from './chemicals/lookup.ts';
import { facilityKinds, judgeSchedule1, judgeTransfer, obligationsOf, schedules } from './chemicals/obligations.ts';
import { toStandardCoal } from './energy/standard-coal.ts';
import { apportion } from './fairness/apportionment.ts';
import { drawWeighted } from './fairness/draw.ts';
import { BadInput, type Input, inputOf } from './input.ts';
import { askReserve } from './reserves/questions.ts';
import { reckonAccident } from './safety/accident.ts';
import { scoreInnovative } from './sme/innovative-score.ts';
import { complaintClocks, reckonDebt } from './sme/late-payment.ts';
import { type Enterprise, loadSizeClasses } from './sme/size-class.ts';
import { readBatteryCode } from './vehicles/battery-code.ts';
import { judgeVin } from './vehicles/vin.ts';

/** One subject of the industry departments: input in, expected fields out. */
type Subject = (input: Input) => object;

/** Questions about enterprises, vehicles, energy and capacity: `{op: "FOLDER/FILE", input}`. */
export async function industryAnswer(): Promise<Answer> {
  const sizes = await loadSizeClasses(ministryFolder());
  const subjects: Readonly<Record<string, Subject>> = {
    'sme/classification': (input) => sizes.classify(enterpriseOf(input)),
    'sme/innovative-score': askScore,
    'sme/late-payment': askLatePayment,
    'vin/vin': (input) => judgeVin(input.text('vin'), input.choice('profile', ['gb', 'iso']), input.optionalDay('manufactured_on')),
    'vin/battery-code': (input) => readBatteryCode(input.text('code')),
    'energy/standard-coal': askStandardCoal,
    'accidents/accidents': askAccident,
    'cwc/cas-lookup': (input) => lookUpCas(input.text('cas')),
    'cwc/declarations': askDeclarations,
    'cwc/obligations': (input) => obligationsOf(input.integer('calendar_year', 1997, 2999)),
    'cwc/schedule1': (input) =>
      judgeSchedule1({
        facility_kind: input.choice('facility_kind', facilityKinds),
        produced_g_in_year: Number(input.decimal('produced_g_in_year')),
      }),
    'cwc/transfers': askTransfer,
    'draw/draw': askDraw,
    'apportionment/apportionment': askApportionment,
    'ledger/reserve-ledger': askReserve,
    'replacement/replacement': askReplacement,
  };
  return (request) => {
    const { op } = request;
    if (typeof op !== 'string' || !Object.hasOwn(subjects, op))
      return { error: { code: 'bad-request', field: 'op', message: `op must be one of ${Object.keys(subjects).join(', ')}` } };
    try {
      return { ...subjects[op]?.(inputOf(request.input)) };
    } catch (error) {
      if (error instanceof BadInput) return { error: { code: 'bad-request', field: error.field, message: error.message } };
      if (error instanceof RangeError) return { error: { code: 'out-of-range', message: error.message } };
      throw error;
    }
  };
}

function enterpriseOf(input: Input): Enterprise {
  return {
    industry_no: input.optionalInteger('industry_no', 1, 16),
    ...(input.has('gbt4754') ? { gbt4754: input.text('gbt4754') } : {}),
    employees: input.optionalInteger('employees'),
    revenue_fen: input.optionalInteger('revenue_fen'),
    assets_fen: input.optionalInteger('assets_fen'),
  };
}

const askScore: Subject = (input) =>
  scoreInnovative({
    revenue_fen: input.integer('revenue_fen'),
    main_revenue_fen: input.integer('main_revenue_fen'),
    main_revenue_prev_fen: input.integer('main_revenue_prev_fen'),
    rd_fen: input.integer('rd_fen'),
    assets_fen: input.integer('assets_fen'),
    liabilities_fen: input.integer('liabilities_fen'),
    ip: input.choice('ip', ['I_high', 'I_own', 'I', 'II', 'none']),
    strategic: input.flag('strategic'),
    shortcuts: input.texts('shortcuts'),
  });

const askLatePayment: Subject = (input) => ({
  ...reckonDebt({
    payer: input.choice('payer', ['public_body', 'large_enterprise']),
    delivered_on: input.day('delivered_on'),
    settlement_confirmed: input.optionalDay('settlement_confirmed'),
    accepted_on: input.optionalDay('accepted_on'),
    acceptance_deadline: input.optionalDay('acceptance_deadline'),
    acceptance_delayed: input.flag('acceptance_delayed'),
    agreed_days: input.optionalInteger('agreed_days', 0, 36_525),
    unpaid_fen: input.integer('unpaid_fen'),
    agreed_annual_rate: input.optionalDecimal('agreed_annual_rate'),
    lpr_1y_at_contract: input.optionalDecimal('lpr_1y_at_contract'),
    as_of: input.day('as_of'),
  }),
  ...(input.has('complaint_accepted_on')
    ? complaintClocks({
        accepted_on: input.day('complaint_accepted_on'),
        handler_received_on: input.day('handler_received_on'),
        holidays: input.texts('holidays'),
        makeup_workdays: input.texts('makeup_workdays'),
      })
    : {}),
});

const askStandardCoal: Subject = (input) =>
  toStandardCoal({
    items: input.objects('items').map((item) => ({
      energy: item.text('energy'),
      quantity: item.decimal('quantity'),
      unit: item.text('unit'),
      measured_lhv_kj: item.optionalDecimal('measured_lhv_kj'),
      factor: item.optionalDecimal('factor'),
    })),
    electricity_method: input.choice('electricity_method', ['equivalent', 'equal_value']),
    equal_value_kgce_per_kwh: input.optionalDecimal('equal_value_kgce_per_kwh'),
    product_quantity_t: input.optionalDecimal('product_quantity_t'),
  });

const askAccident: Subject = (input) =>
  reckonAccident({
    kind: input.choice('kind', ['general', 'road', 'fire']),
    accident_date: input.day('accident_date'),
    head_informed_at: input.moment('head_informed_at'),
    unit_reported_at: input.moment('unit_reported_at'),
    chain: input.objects('chain').map((step) => ({
      body: step.text('body'),
      received_at: step.moment('received_at'),
      sent_up_at: step.moment('sent_up_at'),
    })),
    versions: input.objects('versions').map((version) => ({
      day_offset: version.integer('day_offset'),
      deaths: version.integer('deaths'),
      serious: version.integer('serious'),
      loss_yuan: version.integer('loss_yuan'),
    })),
    investigation_report_submitted_on: input.optionalDay('investigation_report_submitted_on'),
  });

const askDeclarations: Subject = (input) =>
  declarationsOf({
    year: input.integer('year', 1997, 2999),
    site_makes_only: input.text('site_makes_only'),
    plants: input.objects('plants').map((plant) => ({
      activities: plant.objects('activities').map((activity) => ({
        year: activity.integer('year'),
        chemical: activity.text('chemical'),
        schedule: activity.choice('schedule', declaredSchedules),
        kind: activity.choice('kind', activityKinds),
        quantity_g: activity.integer('quantity_g'),
        concentration_pct: activity.decimal('concentration_pct'),
      })),
    })),
  });

const askTransfer: Subject = (input) =>
  judgeTransfer({
    schedule: input.choice('schedule', schedules),
    partner_is_party: input.flag('partner_is_party'),
    concentration_pct: input.decimal('concentration_pct'),
    consumer_retail_pack: input.flag('consumer_retail_pack'),
    end_use_certificate: input.flag('end_use_certificate'),
    is_saxitoxin: input.flag('is_saxitoxin'),
    mg: input.has('mg') ? Number(input.decimal('mg')) : null,
    medical: input.flag('medical'),
  });

const askDraw: Subject = (input) => {
  const pool = input.objects('pool').map((each) => ({ id: each.text('id'), weight: Number(each.decimal('weight')) }));
  return { drawn_in_order: drawWeighted(input.text('seed'), pool, input.integer('draw')) };
};

const askApportionment: Subject = (input) =>
  apportion(
    input.integer('total'),
    input.objects('members').map((each) => ({
      code: each.text('code'),
      weight: each.integer('weight'),
      floor: each.integer('floor'),
      cap: each.integer('cap'),
    })),
  );

const askReplacement: Subject = (input) =>
  checkReplacement({
    sector: input.choice('sector', ['steel', 'cement', 'flat_glass']),
    project_region: input.choice('project_region', ['key', 'other']),
    new_capacity: input.decimal('new_capacity'),
    sources: input.objects('sources').map((source) => ({
      unit: source.text('unit'),
      retired_capacity: source.decimal('retired_capacity'),
      share_used_pct: Number(source.decimal('share_used_pct')),
      subsidised: source.flag('subsidised'),
      after_merger: source.flag('after_merger'),
      equal_condition: source.has('equal_condition') ? source.text('equal_condition') : null,
      restricted_class: source.flag('restricted_class'),
      cross_province: source.flag('cross_province'),
      phosphogypsum: source.flag('phosphogypsum'),
    })),
  });
